/**
 * `npm run rotate-field-keys -- --new-key`: makes a new key for encrypted fields the current one of this clone's secrets; old
 * ones go on opening. Start the system again, then `npm run rotate-field-keys -- --url http://localhost:5000`: has the running
 * system encrypt everything anew, as an administrator (ADMIN_EMAIL, ADMIN_PASSWORD; the demo's where absent), until no old
 * key is needed. Elsewhere the new secret goes into FIELD_KEYS of the users and notifications Workers.
 */
import { parseArgs } from 'node:util';
import { dataOf, thenorSoundApi } from '../clients/typescript/client.ts';
import { DEMO_PASSWORD } from './demo/seed.ts';
import { main, PlainError } from './lib/running.ts';
import { addFieldKey } from './lib/settings.ts';

await main(async () => {
  const { values } = parseArgs({
    options: { 'new-key': { type: 'boolean', default: false }, url: { type: 'string' } },
  });
  if (values['new-key']) {
    console.log(`The current key is ${await addFieldKey()}. Start the system again, and have it encrypt anew: --url`);
    return;
  }
  if (values.url === undefined) throw new PlainError('Say --new-key, or --url of the running system');
  const api = thenorSoundApi({ baseUrl: values.url });
  const { ADMIN_EMAIL = 'admin@thenorsound.example', ADMIN_PASSWORD = DEMO_PASSWORD } = process.env;
  await api.signIn(ADMIN_EMAIL, ADMIN_PASSWORD);
  for (;;) {
    const { currentKey, users, webhooks } = await dataOf(api.POST('/api/ops/field-keys/re-encrypt'));
    const [done, left] = [users.done + webhooks.done, users.left + webhooks.left];
    console.log(`${done} under ${currentKey}, ${left} left`);
    if (left === 0) break;
    if (done === 0) throw new PlainError(`${left} fields cannot be encrypted anew: the log of the Workers says why`);
  }
  console.log('Every other key may be taken out of FIELD_KEYS.');
});
