import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { CUSTOMER_TYPE, USER_TYPE } from '#shared/enums';
import { conflict, forbidden, invalidField } from '#shared/errors';
import { newId, UserId } from '#shared/ids';
import { log } from '#shared/log';
import { reaches } from '#shared/permissions';
import { ask } from '#shared/reply';
import { addCalendar } from '../crew-calendar.ts';
import { mayCreate } from '../domain/creating.ts';
import { newUser } from '../new-user.ts';
import type { Deps } from '../ports.ts';
import { seal, type SensitiveFields } from '../sensitive-fields.ts';
import type { StoredUser } from '../user.documents.ts';
import { UserInput } from '../user.input.ts';
import { toView, UserView } from '../user.view.ts';
import { finishCreation } from './settle-users.ts';

/** Hashing a password is slow on purpose. */
const HASHING_TIMEOUT_MS = 8_000;

/**
 * Creates a user: the credential first, pending, so that the e-mail address is claimed; then the user; then the
 * credential is made active (architecture: "Register and invite"). The sweeps complete or remove what stopped half-way.
 */
export async function createUser(
  wish: UserInput,
  id: UserId,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredUser> {
  const [sealed] = await Promise.all([seal(id, sensitiveOf(wish), deps.cipher), requireCompany(wish, actor, deps)]);

  const claim = { userId: id, email: wish.email, password: wish.password ?? null };
  await ask('auth', deps.credentials.create(claim), HASHING_TIMEOUT_MS);

  const now = call.now();
  const at = { now, traceId: call.trace.traceId };
  const events = [
    occurred('user.created', { userId: id, userType: wish.userType, customerId: wish.customerId }, at),
    audited(actor, 'users:create', 'user', id, call),
    ...(wish.password === undefined ? [occurred('mail.requested', { userId: id, mail: 'invitation' }, at)] : []),
  ];
  const { skills = [], references = null } = wish;
  const crew = wish.userType === USER_TYPE.crew ? { skills, references, ...sealed } : null;
  const user: StoredUser = { ...newUser(id, wish, now, crew), credentialPending: true, ...untold(now, events) };
  try {
    await deps.users.insert(user);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.users.findOne({ _id: oid(id), live: true });
    // The same creation again, after its answer was lost: it stands.
    if (standing) return standing;
    await ask('auth', deps.credentials.removePending(id));
    throw conflict('There is a user with this email already');
  }
  deps.publish(events);

  try {
    await Promise.all([finishCreation(user, deps), crew && addCalendar(id, deps, now)]);
  } catch (error) {
    // The user stands: the sweep activates the credential, and whoever needs the calendar makes it.
    log('warn', 'user-creation-unfinished', { traceId: call.trace.traceId, userId: id, error });
  }
  return user;
}

/** Throws where the actor may not create such a user, or the company is none, not the actor's, or of the wrong kind. */
async function requireCompany({ userType, customerId }: UserInput, actor: SignedIn, deps: Deps): Promise<void> {
  if (!mayCreate(actor.role, userType)) {
    throw forbidden('You may not create such a user', [{ field: 'userType', message: 'is not yours to create' }]);
  }
  if (customerId === null) return;
  // A foreign company gets the answer of an unknown one, and nobody is asked about it.
  const company = reaches(actor, 'users:create', { companies: [customerId] })
    ? await ask('customers', deps.customer(customerId))
    : null;
  if (!company) throw invalidField('customerId', 'must be a customer that exists');
  if (userType === USER_TYPE.crew && company.customerType !== CUSTOMER_TYPE.crewCompany) {
    throw invalidField('customerId', 'must be a crew company: crew belong to one');
  }
}

const sensitiveOf = ({ socialSecurityNumber = null, bankAccount = null }: UserInput): SensitiveFields => ({
  socialSecurityNumber,
  bankAccount,
});

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/users',
    access: 'users:create',
    summary: 'Create a user: an administrator any, a manager those of the own company',
    body: UserInput,
    answers: { 201: { description: 'The new user', body: UserView, etag: true } },
    refuses: ['CONFLICT'],
  },
  async ({ body, actor, deps, call, newId: givenId }) => {
    const id = UserId.parse(givenId ?? newId<UserId>());
    const user = await createUser(body, id, actor, deps, call);
    return reply(201, toView(user, sensitiveOf(body)), {
      etag: etagOf(user.version),
      headers: { location: `/api/users/${id}` },
    });
  },
);
