import { oid } from '#shared/documents';
import type { EncryptedField } from '#shared/field-encryption';
import { log } from '#shared/log';
import { reencrypted, underOtherKeys } from '#shared/re-encryption';
import type { Deps } from '../ports.ts';
import type { StoredWebhook } from '../webhook.documents.ts';
import { place } from '../webhook-secret.ts';

const AT_ONCE = 50;

/** Where a webhook's secrets stand: after a rotation the one before is good for a while. */
const secrets: readonly { path: string; of: (webhook: StoredWebhook) => EncryptedField | undefined }[] = [
  { path: 'secret', of: ({ secret }) => secret },
  { path: 'previousSecret.secret', of: ({ previousSecret }) => previousSecret?.secret },
];

/** Encrypts a bounded number of webhooks' secrets anew with the current key, as the users Worker does with its fields. */
export async function reEncryptSecrets({
  webhooks,
  cipher,
}: Pick<Deps, 'webhooks' | 'cipher'>): Promise<{ done: number; left: number }> {
  let done = 0;
  let left = 0;
  for (const { path, of } of secrets) {
    for (const filter of underOtherKeys(path, cipher)) {
      for (const webhook of await webhooks.find(filter, { limit: AT_ONCE })) {
        const secret = of(webhook);
        if (!secret) continue;
        try {
          const fresh = await reencrypted(secret, place(webhook._id), cipher);
          const same = { _id: oid(webhook._id), [`${path}.ciphertext`]: secret.ciphertext };
          if (await webhooks.update(same, { $set: { [path]: fresh }, $inc: { version: 1 } })) done += 1;
        } catch (error) {
          // One that cannot be opened must not keep the others under the old key: it stays counted as left.
          log('error', 're-encryption-failed', { webhookId: webhook._id, error });
        }
      }
    }
    for (const filter of underOtherKeys(path, cipher)) left += await webhooks.count(filter);
  }
  return { done, left };
}
