import type { EventType } from '#shared/domain-events';
import type { ConsumerDeps } from '#shared/queue-consumer';

/** What this Worker needs from outside. */
export interface Deps extends ConsumerDeps {
  /** Counts one occurrence of an event. */
  count: (event: { type: EventType; traceId: string }) => void;
}
