import type { Collection } from '#shared/documents';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Publisher } from '#shared/worker-env';
import type { StoredMail } from './mail.documents.ts';
import type { StoredNotification } from './notification.documents.ts';

/** What this Worker needs from outside. */
export interface Deps extends Publisher, ConsumerDeps {
  notifications: Collection<StoredNotification>;
  mails: Collection<StoredMail>;
}
