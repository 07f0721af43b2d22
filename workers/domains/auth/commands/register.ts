import * as z from 'zod';
import type { Call } from '#shared/call';
import { DuplicateKey } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { forbidden } from '#shared/errors';
import { Email, NewPassword, text } from '#shared/fields';
import { newId, type UserId } from '#shared/ids';
import { searchKey } from '#shared/text-search';
import { UserView } from '../../users/user.view.ts';
import type { StoredCredential } from '../credential.documents.ts';
import { newCredential } from '../new-credential.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import type { Deps } from '../ports.ts';
import { emailTaken } from './create-credential.ts';
import { finishRegistration } from './finish-registration.ts';

const Registration = z.strictObject({
  email: Email,
  password: NewPassword,
  firstName: text(2, 150).meta({ example: 'Anna' }),
  lastName: text(2, 150).meta({ example: 'Åberg' }),
});
type Registration = z.infer<typeof Registration>;

/**
 * Makes an account in three steps: the credential (which claims the email), the user, the credential active. Where a
 * registration died after the first step, the sweep completes it within two minutes; until then the same person, who is
 * known by the password, completes it by registering again. Afterwards the email is taken, and the person signs in.
 */
export async function register(wish: Registration, id: UserId, deps: Deps, call: Call): Promise<UserView> {
  const { email, password, firstName, lastName } = wish;
  const passwordHash = await hashPassword(password);
  const claim = { userId: id, emailKey: searchKey(email), passwordHash, registration: { firstName, lastName } };
  const claimed = newCredential(claim, call.now());
  try {
    await deps.credentials.insert(claimed);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const { credential, name } = await unfinishedRegistration(claimed.emailKey, password, deps);
    return finishRegistration(credential, name, deps, call);
  }
  return finishRegistration(claimed, { firstName, lastName }, deps, call);
}

/** The registration of this email that has not been completed; 409 where there is none, or it is somebody else's. */
async function unfinishedRegistration(
  emailKey: string,
  password: string,
  { credentials }: Pick<Deps, 'credentials'>,
): Promise<{ credential: StoredCredential; name: { firstName: string; lastName: string } }> {
  const credential = await credentials.findOne({ emailKey, live: true });
  if (credential?.state !== 'pending' || !credential.registration) throw emailTaken();
  if (!(await verifyPassword(password, credential.passwordHash))) throw emailTaken();
  return { credential, name: credential.registration };
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/register',
    access: 'anyone',
    summary: 'Register: an account without a company, which an administrator then links to one',
    body: Registration,
    answers: { 201: { description: 'The new user', body: UserView } },
    refuses: ['FORBIDDEN', 'CONFLICT', 'SERVICE_UNAVAILABLE'],
  },
  async ({ body, deps, call }) => {
    if (!deps.settings.registrationOpen) throw forbidden('Registration is closed; ask for an invitation');
    const user = await register(body, newId<UserId>(), deps, call);
    return reply(201, user, { headers: { location: `/api/users/${user.id}` } });
  },
);
