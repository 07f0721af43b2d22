import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import type { EncryptedField, FieldCipher } from '#shared/field-encryption';
import { reencrypted, underOtherKeys } from '#shared/re-encryption';
import type { UserId } from '#shared/ids';
import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import { LEGACY_SECRETS, place } from '../sensitive-fields.ts';
import type { StoredUser } from '../user.documents.ts';

/** So many of each field in one call: far below what a call has time for. */
const AT_ONCE = 50;

/** Where encrypted fields stand, and what each is bound to. */
const fields: readonly {
  path: string;
  of: (user: StoredUser) => EncryptedField | null | undefined;
  place: (id: UserId) => string;
}[] = [
  {
    path: 'crew.socialSecurityNumber',
    of: ({ crew }) => crew?.socialSecurityNumber,
    place: (id) => place(id, 'socialSecurityNumber'),
  },
  { path: 'crew.bankAccount', of: ({ crew }) => crew?.bankAccount, place: (id) => place(id, 'bankAccount') },
  {
    path: 'legacy.kept.sealed',
    of: ({ legacy }) => legacy?.kept?.sealed,
    place: (id) => place(id, LEGACY_SECRETS),
  },
];

/**
 * Encrypts a bounded number of fields anew with the current key. Each is one write on condition that the field is still what
 * was read, so a change made meanwhile is never written over, and raises the version, so that a change which read the old
 * ciphertext is not written over it either. Answers how many fields other keys still hold.
 */
export async function reEncryptFields(deps: Pick<Deps, 'users' | 'cipher'>): Promise<{ done: number; left: number }> {
  const counts = await Promise.all(fields.map((field) => reEncrypt(field, deps)));
  return {
    done: counts.reduce((sum, { done }) => sum + done, 0),
    left: counts.reduce((sum, { left }) => sum + left, 0),
  };
}

async function reEncrypt(
  { path, of, place: placeOf }: (typeof fields)[number],
  { users, cipher }: { users: Deps['users']; cipher: FieldCipher },
): Promise<{ done: number; left: number }> {
  let done = 0;
  for (const filter of underOtherKeys(path, cipher)) {
    for (const user of await users.find(filter, { limit: AT_ONCE })) {
      const field = of(user);
      if (!field) continue;
      try {
        const fresh = await reencrypted(field, placeOf(user._id), cipher);
        const same = { _id: oid(user._id), [`${path}.ciphertext`]: field.ciphertext };
        // The version stops a change that has read the old ciphertext, and would write it back.
        if (await users.update(same, { $set: { [path]: fresh }, $inc: { version: 1 } })) done += 1;
      } catch (error) {
        // One that cannot be opened must not keep the others under the old key: it stays counted as left.
        log('error', 're-encryption-failed', { userId: user._id, error });
      }
    }
  }
  const left = await Promise.all(underOtherKeys(path, cipher).map((filter) => users.count(filter)));
  return { done, left: left.reduce((sum, count) => sum + count, 0) };
}

const Progress = z.object({
  done: z.int().meta({ description: 'Encrypted anew by this call' }),
  left: z.int().meta({ description: 'What other keys still hold: call again until it is 0' }),
});

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/ops/field-keys/re-encrypt',
    access: 'operations:manage',
    summary: 'Encrypt some personal data and secrets anew with the current key; call again until nothing is left',
    answers: {
      200: {
        description: 'How far it is',
        body: z
          .object({ currentKey: z.string().meta({ example: 'k2' }), users: Progress, webhooks: Progress })
          .meta({ id: 'ReEncryption' }),
      },
    },
    refuses: ['SERVICE_UNAVAILABLE'],
  },
  async ({ deps }) => {
    const [users, webhooks] = await Promise.all([
      reEncryptFields(deps),
      ask('notifications', deps.reEncryptWebhooks()),
    ]);
    return reply(200, { currentKey: deps.cipher.currentKeyId, users, webhooks });
  },
);
