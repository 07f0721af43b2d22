import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { fieldCipher } from '#shared/field-encryption';
import { reEncryptFields } from './commands/re-encrypt-fields.ts';
import { aCrewCompany, aCrewMember, admin, askUsers } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';

const { FIELD_KEYS } = env as unknown as { FIELD_KEYS: string };
const present = JSON.parse(FIELD_KEYS) as { current: string; keys: Record<string, string> };
/** The keys after an operator has added one and made it the current one. */
const next = fieldCipher(
  JSON.stringify({
    current: 'k2',
    keys: { ...present.keys, k2: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))) },
  }),
);

const secrets = {
  socialSecurityNumber: '811228-9874',
  bankAccount: { accountNumber: '8327-9 123 456 789', holderName: 'Anna Trummis' },
};

it('every encrypted field comes under the current key, a bounded number at a time, and says the same as before', async () => {
  const company = await aCrewCompany();
  const ids = await Promise.all(Array.from({ length: 60 }, () => aCrewMember(company, secrets)));
  const deps = depsWith(callAt(new Date()), { cipher: next });
  const first = await reEncryptFields(deps);
  expect(first.done).toBe(100);
  expect(first.left).toBeGreaterThan(0);

  let left = first.left;
  for (let calls = 0; left > 0 && calls < 20; calls += 1) ({ left } = await reEncryptFields(deps));
  expect(left).toBe(0);
  expect(await reEncryptFields(deps)).toEqual({ done: 0, left: 0 });

  const user = await deps.users.findOne({ _id: oid(ids[0] ?? ids[1] ?? company) });
  expect(user?.crew?.socialSecurityNumber?.keyId).toBe('k2');
  // One for the number, one for the account: what has read the old ciphertext cannot write it back.
  expect(user?.version).toBe(3);
  const { socialSecurityNumber } = user?.crew ?? {};
  expect(
    socialSecurityNumber && (await next.decrypt(socialSecurityNumber, `users/${ids[0]}/socialSecurityNumber`)),
  ).toBe('198112289874');
});

it('a change that has read the old ciphertext does not bring it back', async () => {
  const company = await aCrewCompany();
  const id = await aCrewMember(company, secrets);
  const deps = depsWith(callAt(new Date()), { cipher: next });
  const before = await deps.users.findOne({ _id: oid(id) });
  let left = 1;
  for (let calls = 0; left > 0 && calls < 20; calls += 1) ({ left } = await reEncryptFields(deps));
  // As updateUser writes: all of `crew`, on condition of the version that was read.
  const late = await deps.users.update({ _id: oid(id), version: before?.version }, { $set: { crew: null } });
  expect(late).toBe(false);
});

it('a field that is changed meanwhile is not written over', async () => {
  const company = await aCrewCompany();
  const id = await aCrewMember(company, secrets);
  const deps = depsWith(callAt(new Date()), { cipher: next });
  const changing: typeof deps = {
    ...deps,
    users: {
      ...deps.users,
      update: async (filter, update) => {
        if (Object.keys(filter).some((key) => key.endsWith('.ciphertext'))) {
          await askUsers(admin, 'PUT', `/api/users/${id}`, { socialSecurityNumber: '811218-9876' });
        }
        return deps.users.update(filter, update);
      },
    },
  };
  await reEncryptFields(changing);
  const { body } = await askUsers(admin, 'GET', `/api/users/${id}/sensitive`);
  expect(body['socialSecurityNumber']).toBe('19811218-9876');
});
