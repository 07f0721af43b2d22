/**
 * `npm run create-admin -- --env local|staging|production --email ada@example.com [--first-name Ada --last-name Byron]`: makes the first
 * administrator of a running installation and prints the link by which the person chooses a password. Refuses where there is
 * an administrator already, unless `--another` is said. `--url` says where the gateway answers. See docs/deploy.md, ADR 0049.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ApiError, dataOf, type Schema, type ThenorSoundApi } from '../clients/typescript/client.ts';
import { USER_TYPE } from '../src/shared/enums.ts';
import { Email } from '../src/shared/fields.ts';
import { UserId } from '../src/shared/ids.ts';
import { linkTokensUnder } from '../workers/domains/auth/link-tokens.ts';
import { linkTo } from '../workers/domains/notifications/letters/link-letter.ts';
import { declaredConfig } from './deploy/environment.ts';
import { asOperator, OPERATOR } from './lib/operator.ts';
import { installationReached, keyAtHand, type Reached } from './lib/reach-installation.ts';
import { main, PlainError } from './lib/running.ts';
import { workersInDeployOrder } from './lib/workers.ts';

await main(async () => {
  const { values } = parseArgs({
    options: {
      env: { type: 'string' },
      url: { type: 'string' },
      email: { type: 'string' },
      'first-name': { type: 'string', default: 'Administrator' },
      'last-name': { type: 'string', default: 'ThenorSound' },
      another: { type: 'boolean', default: false },
    },
  });
  const email = Email.safeParse(values.email);
  if (!email.success) throw new PlainError('Say who: --email with the address to sign in with');
  const reached = await installationReached(values.env, values.url);
  const api = await asOperator(reached.url, keyAtHand(reached, 'SIGNING_KEYS'));
  // Before anything is written: without them there is no link.
  const linkKey = keyAtHand(reached, 'REFRESH_KEY');
  const frontEnd = frontEndOf(reached);

  const wish = { email: email.data, firstName: values['first-name'], lastName: values['last-name'] };
  const { id, isNew } = await orRefused(createAdmin(wish, values.another, api));
  // The first link that there is: any that is made or used later outdates it, so it opens nothing twice.
  const link = { userId: UserId.parse(id), purpose: 'invitation' as const, number: 0 };
  const { token, expiresAt } = await linkTokensUnder(linkKey).sign(link, new Date());
  console.log(
    [
      isNew
        ? `${wish.email} is an administrator now.`
        : `${wish.email} was made before, and has chosen no password yet.`,
      `This link chooses the password, once, until ${expiresAt.toISOString()}:`,
      '',
      `  ${linkTo(frontEnd, 'invitation', token)}`,
      '',
      'Whoever has it is the administrator: keep it out of chats and tickets. Without a front end: docs/deploy.md.',
    ].join('\n'),
  );
});

interface Wish {
  email: string;
  firstName: string;
  lastName: string;
}

/**
 * Makes an administrator by the API, as another administrator would. One whom this command made, and who has not chosen a
 * password, is found again: so it can be repeated after it died. Throws a PlainError where there is an administrator already.
 */
async function createAdmin(wish: Wish, another: boolean, api: ThenorSoundApi): Promise<{ id: string; isNew: boolean }> {
  const ofType = { userType: USER_TYPE.admin } as const;
  const sameEmail = await dataOf(api.GET('/api/users', { params: { query: { ...ofType, q: wish.email } } }));
  const standing = sameEmail.items.find(({ email }) => email === wish.email);
  if (standing) {
    if (await awaitsPassword(standing, api)) return { id: standing.id, isNew: false };
    throw new PlainError(`${wish.email} is an administrator already: by "forgot password" there is a way back in`);
  }
  const { totalCount } = await dataOf(api.GET('/api/users', { params: { query: { ...ofType, pageSize: 1 } } }));
  if (totalCount > 0 && !another) {
    throw new PlainError(
      `There is an administrator already (${totalCount}), who can make others. To make one from here all the same: --another`,
    );
  }
  // A password that nobody gets to know: without one the system would send a link of its own, which outdates the one printed here.
  const password = randomBytes(32).toString('base64url');
  const { id } = await dataOf(api.POST('/api/users', { body: { ...wish, ...ofType, password } }));
  return { id, isNew: true };
}

/** Whether somebody was made by this command and has not chosen a password since. */
async function awaitsPassword({ id }: Schema<'User'>, api: ThenorSoundApi): Promise<boolean> {
  const query = { resource: 'user', resourceId: id, pageSize: 100 };
  const { items } = await dataOf(api.GET('/api/audit', { params: { query } }));
  const madeHere = items.some(({ action, actorId }) => action === 'users:create' && actorId === OPERATOR);
  return madeHere && !items.some(({ action }) => action === 'password:change');
}

/** Where the link leads: what is chosen, and on this machine what stands in wrangler.toml. */
function frontEndOf({ installation, variables }: Reached): string {
  if (variables['FRONTEND_URL']) return variables['FRONTEND_URL'];
  const notifications = workersInDeployOrder().find(({ name }) => name === 'thenorsound-notifications');
  const declared = installation === 'local' && notifications && declaredConfig(notifications).vars?.['FRONTEND_URL'];
  if (typeof declared === 'string') return declared;
  throw new PlainError('FRONTEND_URL is missing: where the link leads, such as https://app.thenorsound.se');
}

/** Says in a line what the API refused. */
async function orRefused<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    throw new PlainError(whyRefused(failure), { cause: failure });
  }
}

function whyRefused({ status, refusal }: ApiError): string {
  const problems = (refusal.details ?? []).map(({ field, message }) => `${field} ${message}`).join('; ');
  if (status === 401) return `It does not know this key: SIGNING_KEYS is another installation's, or an old one`;
  if (status === 409) {
    return 'The address is taken: by a user of another kind, or by an attempt that died a moment ago (then again in two minutes)';
  }
  return `It was refused: ${refusal.message}${problems && ` (${problems})`}`;
}
