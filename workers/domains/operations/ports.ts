import type { Collection } from '#shared/documents';
import type { Subscriber } from '#shared/domain-events';
import type { MessageId } from '#shared/ids';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Publisher } from '#shared/worker-env';
import type { StoredAuditEntry } from './audit.documents.ts';
import type { StoredDeadLetter } from './dead-letter.documents.ts';

/** What this Worker needs from outside. */
export interface Deps extends Publisher, ConsumerDeps {
  audit: Collection<StoredAuditEntry>;
  deadLetters: Collection<StoredDeadLetter>;
  /** Whether a message has taken its effect at its subscriber: being kept here as a dead letter does not count. */
  hasTakenEffect: (subscriber: Subscriber, id: MessageId) => Promise<boolean>;
}
