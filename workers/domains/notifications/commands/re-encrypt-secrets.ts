import { reEncrypt, type ReEncryption, type SealedField } from '#shared/re-encryption';
import type { Deps } from '../ports.ts';
import type { StoredWebhook } from '../webhook.documents.ts';
import { place } from '../webhook-secret.ts';

/** Where a webhook's secrets stand: after a rotation the one before is good for a while. */
const secrets: readonly SealedField<StoredWebhook>[] = [
  { path: 'secret', of: ({ secret }) => secret, place: ({ _id }) => place(_id) },
  {
    path: 'previousSecret.secret',
    of: ({ previousSecret }) => previousSecret?.secret,
    place: ({ _id }) => place(_id),
  },
];

/** Encrypts some webhooks' secrets anew with the current key. */
export const reEncryptSecrets = ({ webhooks, cipher }: Pick<Deps, 'webhooks' | 'cipher'>): Promise<ReEncryption> =>
  reEncrypt(webhooks, secrets, cipher);
