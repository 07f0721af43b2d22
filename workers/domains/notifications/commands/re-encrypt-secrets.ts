import { oid } from '#shared/documents';
import { reencrypted, underOtherKeys } from '#shared/re-encryption';
import type { Deps } from '../ports.ts';
import { place } from '../webhook-secret.ts';

const AT_ONCE = 50;

/** Encrypts a bounded number of webhooks' secrets anew with the current key, as the users Worker does with its fields. */
export async function reEncryptSecrets({
  webhooks,
  cipher,
}: Pick<Deps, 'webhooks' | 'cipher'>): Promise<{ done: number; left: number }> {
  let done = 0;
  for (const filter of underOtherKeys('secret', cipher)) {
    for (const webhook of await webhooks.find(filter, { limit: AT_ONCE })) {
      const { _id, secret, previousSecret } = webhook;
      const fresh = {
        secret: await reencrypted(secret, place(_id), cipher),
        ...(previousSecret && {
          'previousSecret.secret': await reencrypted(previousSecret.secret, place(_id), cipher),
        }),
      };
      const same = { _id: oid(_id), 'secret.ciphertext': secret.ciphertext };
      if (await webhooks.update(same, { $set: fresh })) done += 1;
    }
  }
  const left = await Promise.all(underOtherKeys('secret', cipher).map((filter) => webhooks.count(filter)));
  return { done, left: left.reduce((sum, count) => sum + count, 0) };
}
