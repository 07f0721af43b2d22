import type { Collection } from '#shared/documents';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { StoredAuditEntry } from './audit.documents.ts';
import type { StoredDeadLetter } from './dead-letter.documents.ts';

/** What this Worker needs from outside. */
export interface Deps extends ConsumerDeps {
  audit: Collection<StoredAuditEntry>;
  deadLetters: Collection<StoredDeadLetter>;
}
