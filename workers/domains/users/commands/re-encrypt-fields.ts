import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { reEncrypt, type ReEncryption, type SealedField } from '#shared/re-encryption';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import { LEGACY_SECRETS, place } from '../sensitive-fields.ts';
import type { StoredUser } from '../user.documents.ts';

/** Where encrypted fields stand, and what each is bound to. */
const fields: readonly SealedField<StoredUser>[] = [
  {
    path: 'crew.socialSecurityNumber',
    of: ({ crew }) => crew?.socialSecurityNumber,
    place: ({ _id }) => place(_id, 'socialSecurityNumber'),
  },
  { path: 'crew.bankAccount', of: ({ crew }) => crew?.bankAccount, place: ({ _id }) => place(_id, 'bankAccount') },
  {
    path: 'legacy.kept.sealed',
    of: ({ legacy }) => legacy?.kept?.sealed,
    place: ({ _id }) => place(_id, LEGACY_SECRETS),
  },
];

/** Encrypts some of people's fields anew with the current key. */
export const reEncryptFields = ({ users, cipher }: Pick<Deps, 'users' | 'cipher'>): Promise<ReEncryption> =>
  reEncrypt(users, fields, cipher);

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
