import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid, type Query } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { CUSTOMER_TYPE, USER_TYPE } from '#shared/enums';
import { conflict, forbidden, invalid, invalidField, notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { log } from '#shared/log';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import { searchKey } from '#shared/text-search';
import { afterChange, beingChanged, notTheirs, problemsAfter } from '../user-update.ts';
import type { Deps } from '../ports.ts';
import { seal, unseal, type SensitiveFields } from '../sensitive-fields.ts';
import { StoredUser } from '../user.documents.ts';
import { UserUpdate } from '../user.input.ts';
import { toView, UserView } from '../user.view.ts';
import { writeWithEmail } from './change-email.ts';
import { finishRevocation } from './revoke-sign-in.ts';

const TRIES = 4;

/** Changes a user. Whoever is made inactive, or gets another company or role, is shut out and signs in anew, if they may. */
export async function updateUser(
  id: UserId,
  wish: UserUpdate,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredUser> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const user = await deps.users.findOne({ _id: oid(id), live: true });
    if (!user) throw notFound('The user');
    requireReach(actor, 'users:update', { companies: [user.customerId], person: user._id }, 'The user');
    requireVersion(user.version, ifMatch);
    requireRules(user, wish, actor);

    const next = await afterAll(user, wish, deps);
    const changed = changedFields(user, next);
    if (changed.length === 0) return user;
    await requireCompany(user, next, deps);
    if (user.underWay !== undefined) throw beingChanged();

    const now = call.now();
    const shutsOut =
      (user.isActive && !next.isActive) || changed.includes('customerId') || changed.includes('userType');
    const events = [
      audited(actor, 'users:update', 'user', id, call),
      ...(next.email === user.email
        ? []
        : [occurred('mail.requested', { userId: id, mail: 'verification' }, { now, traceId: call.trace.traceId })]),
    ];
    const set = { ...storedForm(next, changed), ...(shutsOut && { revocationPending: true }) };
    const update = change(now, { set, unset: ['underWay'], events });
    const written =
      next.email === user.email
        ? await deps.users.update({ _id: oid(id), live: true, version: user.version, underWay: null }, update)
        : await writeWithEmail(user, next.email, update, deps, now);
    // Somebody was faster: what they left decides.
    if (!written) continue;

    deps.publish(events);
    const after: StoredUser = { ...next, version: user.version + 1, updatedAt: now };
    if (shutsOut) await revoke({ ...after, revocationPending: true }, deps, call);
    return after;
  }
  throw beingChanged();
}

/** Throws 403 for fields that are not the actor's to set, 400 for what does not fit, 409 for what cannot be. */
function requireRules(user: StoredUser, wish: UserUpdate, actor: SignedIn): void {
  const foreign = notTheirs(actor.role, user, wish);
  if (foreign.length > 0) throw forbidden('You may not change this', foreign);
  const problems = problemsAfter(user, wish);
  if (problems.length > 0) throw invalid(problems);
  const { userType = user.userType, customerId = user.customerId, email = user.email } = wish;
  if (user.userType === USER_TYPE.crew && userType !== USER_TYPE.crew) {
    throw conflict('Crew stay crew, because bookings name them; create another user');
  }
  const isLinked = user.userType === USER_TYPE.customer && user.customerId === null && customerId !== null;
  if (isLinked && !(user.emailVerified && email === user.email)) {
    throw conflict('The email address is not verified yet, so the user cannot be given a company');
  }
}

/** The company of a user, where it or the kind of user is another than before. */
async function requireCompany(user: StoredUser, next: StoredUser, deps: Deps): Promise<void> {
  if (next.customerId === null) return;
  if (next.customerId === user.customerId && next.userType === user.userType) return;
  const company = await ask('customers', deps.customer(next.customerId));
  if (!company) throw invalidField('customerId', 'must be a customer that exists');
  if (next.userType === USER_TYPE.crew && company.customerType !== CUSTOMER_TYPE.crewCompany) {
    throw invalidField('customerId', 'must be a crew company: crew belong to one');
  }
}

/** The whole user after a change. What was encrypted stays as it is unless it says something else now. */
async function afterAll(user: StoredUser, wish: UserUpdate, deps: Deps): Promise<StoredUser> {
  const person = afterChange(user, wish);
  const { email = user.email, phone = user.phone, isActive = user.isActive } = wish;
  return {
    ...user,
    ...person,
    nameKey: searchKey(person.name),
    email,
    emailVerified: user.emailVerified && email === user.email,
    phone,
    isActive,
    preferences: {
      language: wish.preferences?.language ?? user.preferences.language,
      emailNotifications: wish.preferences?.emailNotifications ?? user.preferences.emailNotifications,
    },
    crew: person.userType === USER_TYPE.crew ? await crewAfter(user, wish, deps) : null,
  };
}

async function crewAfter(user: StoredUser, wish: UserUpdate, deps: Deps): Promise<StoredUser['crew']> {
  const before = await unseal(user, deps.cipher);
  const sensitive: SensitiveFields = {
    socialSecurityNumber: given(wish.socialSecurityNumber, before.socialSecurityNumber),
    bankAccount: given(wish.bankAccount, before.bankAccount),
  };
  const sealed =
    user.crew && same(sensitive, before)
      ? { socialSecurityNumber: user.crew.socialSecurityNumber, bankAccount: user.crew.bankAccount }
      : await seal(user._id, sensitive, deps.cipher);
  return {
    skills: given(wish.skills, user.crew?.skills ?? []) ?? [],
    references: given(wish.references, user.crew?.references ?? null),
    ...sealed,
  };
}

/** Absent keeps, null clears. */
const given = <T>(wished: T | undefined, present: T): T => (wished === undefined ? present : wished);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const changeable = [
  'email',
  'emailVerified',
  'userType',
  'customerId',
  'isActive',
  'firstName',
  'lastName',
  'name',
  'nameKey',
  'phone',
  'preferences',
  'crew',
] as const satisfies (keyof StoredUser)[];
type Changeable = (typeof changeable)[number];

const changedFields = (user: StoredUser, next: StoredUser): Changeable[] =>
  changeable.filter((field) => !same(user[field], next[field]));

/** The changed fields as they are stored. */
function storedForm(next: StoredUser, changed: readonly Changeable[]): Query {
  const stored = z.encode(StoredUser, next);
  return Object.fromEntries(changed.map((field) => [field, stored[field]]));
}

async function revoke(user: StoredUser, deps: Deps, call: Call): Promise<void> {
  try {
    await finishRevocation(user, deps);
  } catch (error) {
    // The change stands: the sweep tells auth.
    log('warn', 'revocation-unfinished', { traceId: call.trace.traceId, userId: user._id, error });
  }
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/users/{id}',
    access: 'users:update',
    summary: 'Change a user; kind and company only by administrators, isActive by them and managers',
    params: z.object({ id: UserId }),
    body: UserUpdate,
    answers: { 200: { description: 'The user as it is now', body: UserView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const user = await updateUser(params.id, body, ifMatch, actor, deps, call);
    return reply(200, toView(user, await unseal(user, deps.cipher)), { etag: etagOf(user.version) });
  },
);
