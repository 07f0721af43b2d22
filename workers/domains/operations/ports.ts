import type { Collection } from '#shared/documents';
import type { Subscriber } from '#shared/domain-events';
import type { MessageId } from '#shared/ids';
import type { Backlog } from '#shared/outbox';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { StoredAuditEntry } from './audit.documents.ts';
import type { StoredDeadLetter } from './dead-letter.documents.ts';
import type { StoredError } from './error.documents.ts';

/** Every domain Worker, in the order in which people meet them. */
export const watchedWorkers = [
  'auth',
  'users',
  'customers',
  'events',
  'bookings',
  'invoicing',
  'notifications',
  'analytics',
  'operations',
] as const;
export type WatchedWorker = (typeof watchedWorkers)[number];

/** What a Worker says of itself. */
export interface Watched {
  ready: () => Promise<Reply<true>>;
  backlog: () => Promise<Reply<Backlog[]>>;
}

/** What this Worker needs from outside. */
export interface Deps extends Publisher, ConsumerDeps {
  audit: Collection<StoredAuditEntry>;
  deadLetters: Collection<StoredDeadLetter>;
  errors: Collection<StoredError>;
  /** Whether a message has taken its effect at its subscriber: being kept here as a dead letter does not count. */
  hasTakenEffect: (subscriber: Subscriber, id: MessageId) => Promise<boolean>;
  watched: Readonly<Record<WatchedWorker, Watched>>;
}
