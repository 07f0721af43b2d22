import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { isUnavailable, unavailable } from '#shared/errors';
import { newId, type CustomerId, type UserId } from '#shared/ids';
import type { Reply } from '#shared/reply';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { createUser } from './commands/create-user.ts';
import { settleUsers } from './commands/settle-users.ts';
import { aCrewCompany, admin, anOrganizer, askUsers, crewInput, freshEmail, idOf } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';
import { UserInput } from './user.input.ts';

const MINUTE = 60_000;
const fieldsOf = (body: { error: { details: { field: string }[] } }) =>
  body.error.details.map(({ field }) => field).toSorted();
const stored = async (id: string) => {
  const found = await env.DATA.run('findOne', { collection: 'users', filter: { _id: { $oid: id } } });
  if (!found.ok) throw new Error(found.failure.message);
  return found.answer.document;
};
const done: Reply<true> = { ok: true, value: true };
const refused = (error: ReturnType<typeof unavailable>): Reply<true> => ({ ok: false, refusal: error.refusal });
const person = (changes: object = {}) => ({
  email: freshEmail(),
  userType: 2,
  firstName: 'Karin',
  lastName: 'Ek',
  ...changes,
});

describe('creating crew', () => {
  it('answers 201 with the person, the two sensitive fields masked', async () => {
    const customerId = await aCrewCompany();
    const { status, body, headers } = await askUsers(admin, 'POST', '/api/users', {
      ...crewInput(customerId),
      email: ' Anna.Trummis+1@Users.EXAMPLE ',
      phone: '070-123 45 67',
      skills: [{ category: 'Musician', skill: 'Drums', yearsOfExperience: 12, proficiency: 'expert' }],
      references: 'Way Out West 2025',
      socialSecurityNumber: '19811228-9874',
      bankAccount: { accountNumber: '123 456 789', bankCode: '8327-9', holderName: 'Anna Trummis' },
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/users/${idOf(body)}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toEqual({
      id: body['id'],
      email: 'anna.trummis+1@users.example',
      firstName: null,
      lastName: null,
      name: 'Anna Trummis',
      userType: 3,
      customerId,
      phone: '070-123 45 67',
      isActive: true,
      emailVerified: false,
      preferences: { language: 'sv', emailNotifications: true },
      createdAt: body['createdAt'],
      updatedAt: body['createdAt'],
      skills: [{ category: 'Musician', skill: 'Drums', yearsOfExperience: 12, proficiency: 'Expert' }],
      references: 'Way Out West 2025',
      socialSecurityNumber: '811228-****',
      bankAccount: { accountNumber: '****6789', bankCode: '8327-9', holderName: 'Anna Trummis' },
    });
  });

  it('stores neither the personal number nor the account in clear', async () => {
    const { body } = await askUsers(
      admin,
      'POST',
      '/api/users',
      crewInput(await aCrewCompany(), {
        socialSecurityNumber: '811228-9874',
        bankAccount: { accountNumber: '123456789', holderName: 'Anna Hemlig' },
      }),
    );
    const document = JSON.stringify(await stored(idOf(body)));
    expect(document).toContain('"keyId"');
    for (const secret of ['9874', '811228', '123456789', 'Hemlig']) expect(document).not.toContain(secret);
  });

  it('makes their calendar along with them', async () => {
    const { body } = await askUsers(admin, 'POST', '/api/users', crewInput(await aCrewCompany()));
    const found = await env.DATA.run('findOne', {
      collection: 'crew_calendars',
      filter: { _id: oid(idOf(body)) },
    });
    expect(found).toMatchObject({ ok: true, answer: { document: { open: true, holds: [], unavailable: [] } } });
  });

  it('refuses a company that does not hire out crew', async () => {
    const { status, body } = await askUsers(admin, 'POST', '/api/users', crewInput(await anOrganizer()));
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual(['customerId']);
  });
});

describe('creating a user', () => {
  it('names every bad field at once, those that follow from the kind of user too', async () => {
    const { status, body } = await askUsers(admin, 'POST', '/api/users', {
      email: 'anna',
      password: 'short',
      userType: 3,
      name: 'A',
      phone: 'call me',
      preferences: { language: 'de', emailNotifications: 'yes', colour: 'red' },
      skills: [{ category: '', skill: 'x'.repeat(51), yearsOfExperience: 81, proficiency: 'Guru' }, { skill: 5 }],
      socialSecurityNumber: '811228-9875',
      bankAccount: { accountNumber: '12345', holderName: 'X' },
      isAdmin: true,
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe('VALIDATION_ERROR');
    expect(fieldsOf(body)).toEqual(
      [
        'email',
        'password',
        'name',
        'phone',
        'preferences.language',
        'preferences.emailNotifications',
        'preferences.colour',
        'skills[0].category',
        'skills[0].skill',
        'skills[0].yearsOfExperience',
        'skills[0].proficiency',
        'skills[1].category',
        'skills[1].skill',
        'socialSecurityNumber',
        'bankAccount.accountNumber',
        'bankAccount.holderName',
        'isAdmin',
        'customerId',
      ].toSorted(),
    );
  });

  it('names what is missing, and says of what type something is to be', async () => {
    const { body } = await askUsers(admin, 'POST', '/api/users', { userType: 2, email: 7 });
    expect(body.error.details).toEqual(
      expect.arrayContaining([
        { field: 'email', message: expect.stringContaining('expected string') as string },
        { field: 'firstName', message: 'is required' },
        { field: 'lastName', message: 'is required' },
        { field: 'customerId', message: 'is required' },
      ]),
    );
    const { body: empty } = await askUsers(admin, 'POST', '/api/users', {});
    expect(fieldsOf(empty)).toEqual(['email', 'userType']);
  });

  it('gives customers and administrators no fields of crew, no name of their own, and an administrator no company', async () => {
    const customerId = await anOrganizer();
    const { body } = await askUsers(admin, 'POST', '/api/users', {
      ...person({ userType: 1, customerId }),
      name: 'Somebody Else',
      skills: [],
      bankAccount: null,
    });
    expect(fieldsOf(body)).toEqual(['bankAccount', 'customerId', 'name', 'skills']);
  });

  it('makes the name of customers and administrators of their two names', async () => {
    const { status, body } = await askUsers(admin, 'POST', '/api/users', person({ userType: 1, name: 'Karin Ek' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Karin Ek', firstName: 'Karin', lastName: 'Ek', customerId: null });
    expect(body).not.toHaveProperty('skills');
  });

  it('refuses an address that somebody has, whatever its case: 409', async () => {
    const email = freshEmail();
    expect((await askUsers(admin, 'POST', '/api/users', person({ userType: 1, email }))).status).toBe(201);
    const again = await askUsers(admin, 'POST', '/api/users', person({ userType: 1, email: email.toUpperCase() }));
    expect(again.status).toBe(409);
    expect(again.body.error.code).toBe('CONFLICT');
  });

  it('of twenty at once with one address creates one', async () => {
    const email = freshEmail();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => askUsers(admin, 'POST', '/api/users', person({ userType: 1, email }))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('under the id that the gateway gives stands when asked again', async () => {
    const id = newId<UserId>();
    const wish = person({ userType: 1 });
    const headers = { 'x-thenorsound-new-id': id };
    const first = await askUsers(admin, 'POST', '/api/users', wish, headers);
    const again = await askUsers(admin, 'POST', '/api/users', wish, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(first.body['id']).toBe(id);
  });

  it.each([
    ['text/plain', '{}', 415],
    ['application/json', '{"email":', 400],
    ['application/json', '{"email":{"$gt":""},"userType":1}', 400],
  ])('refuses a body of %s %s with %i', async (type, body, status) => {
    expect((await askUsers(admin, 'POST', '/api/users', body, { 'content-type': type })).status).toBe(status);
  });
});

describe('who creates whom', () => {
  it('an organizer creates users of the own company alone', async () => {
    const [own, other] = await Promise.all([anOrganizer(), anOrganizer()]);
    const organizer = actorOf('organizer', { customerId: own });
    expect((await askUsers(organizer, 'POST', '/api/users', person({ customerId: own }))).status).toBe(201);

    const foreign = await askUsers(organizer, 'POST', '/api/users', person({ customerId: other }));
    const unknown = await askUsers(organizer, 'POST', '/api/users', person({ customerId: newId<CustomerId>() }));
    expect(foreign.status).toBe(400);
    expect(fieldsOf(foreign.body)).toEqual(['customerId']);
    expect({ ...foreign.body.error, timestamp: '', traceId: '' }).toEqual({
      ...unknown.body.error,
      timestamp: '',
      traceId: '',
    });
  });

  it.each([
    ['organizer', 1],
    ['organizer', 3],
    ['crewCompany', 1],
  ] as const)('a manager of kind %s may not create a user of type %i: 403 on userType', async (role, userType) => {
    const manager = actorOf(role, { customerId: await (role === 'organizer' ? anOrganizer() : aCrewCompany()) });
    const wish = userType === 3 ? crewInput(manager.customerId as CustomerId) : person({ userType });
    const { status, body } = await askUsers(manager, 'POST', '/api/users', wish);
    expect(status).toBe(403);
    expect(fieldsOf(body)).toEqual(['userType']);
  });

  it('a crew company creates managers and crew of its own', async () => {
    const customerId = await aCrewCompany();
    const manager = actorOf('crewCompany', { customerId });
    expect((await askUsers(manager, 'POST', '/api/users', person({ customerId }))).status).toBe(201);
    expect((await askUsers(manager, 'POST', '/api/users', crewInput(customerId))).status).toBe(201);
  });

  it.each(['crew', 'unlinked'] as const)('%s may not: 403', async (role) => {
    expect((await askUsers(actorOf(role), 'POST', '/api/users', person())).status).toBe(403);
  });

  it('a stranger may not: 401', async () => {
    expect((await askUsers({ kind: 'anonymous' }, 'POST', '/api/users', person())).status).toBe(401);
  });
});

describe('a creation that stops half-way', () => {
  const wish = () => UserInput.parse(person({ userType: 1, password: 'long enough' }));

  it('without a credential leaves no user', async () => {
    const id = newId<UserId>();
    const call = callAt(new Date());
    const deps = depsWith(call);
    const down = { ...deps.credentials, create: () => Promise.resolve(refused(unavailable('auth'))) };
    await expect(createUser(wish(), id, admin, { ...deps, credentials: down }, call)).rejects.toSatisfy(isUnavailable);
    expect(await stored(id)).toBeNull();
  });

  it('before the credential is active stands, and the sweep completes it', async () => {
    const id = newId<UserId>();
    const now = new Date();
    const call = callAt(now);
    const activated: string[] = [];
    const deps = depsWith(call, {
      credentials: {
        create: () => Promise.resolve(done),
        activate: () => Promise.resolve(refused(unavailable('auth'))),
        removePending: () => Promise.resolve(done),
      },
    });
    await createUser(wish(), id, admin, deps, call);
    expect(await stored(id)).toMatchObject({ credentialPending: true, live: true });

    const later = callAt(new Date(now.getTime() + 2 * MINUTE));
    await settleUsers(
      depsWith(later, {
        credentials: {
          ...deps.credentials,
          activate: (userId) => {
            activated.push(userId);
            return Promise.resolve(done);
          },
        },
      }),
      later,
    );
    expect(activated).toContain(id);
    expect(await stored(id)).toMatchObject({ credentialPending: false });
  });

  it('and whose credential was given up meanwhile gets a new one, without a password', async () => {
    const id = newId<UserId>();
    const now = new Date();
    const call = callAt(now);
    const deps = depsWith(call);
    const failing = {
      ...deps.credentials,
      create: () => Promise.resolve(done),
      activate: () => Promise.resolve(refused(unavailable('auth'))),
    };
    await createUser(wish(), id, admin, { ...deps, credentials: failing }, call);

    const later = callAt(new Date(now.getTime() + 2 * MINUTE));
    await settleUsers(depsWith(later), later);
    expect(await stored(id)).toMatchObject({ credentialPending: false });
    expect(await deps.credentials.activate(id)).toEqual(done);
  });

  it('gives its claim on the address up where a user has it already', async () => {
    const email = freshEmail();
    const call = callAt(new Date());
    const removed: string[] = [];
    const deps = depsWith(call, {
      credentials: {
        create: () => Promise.resolve(done),
        activate: () => Promise.resolve(done),
        removePending: (userId) => {
          removed.push(userId);
          return Promise.resolve(done);
        },
      },
    });
    await createUser({ ...wish(), email }, newId<UserId>(), admin, deps, call);
    const second = newId<UserId>();
    await expect(createUser({ ...wish(), email }, second, admin, deps, call)).rejects.toMatchObject({
      refusal: { code: 'CONFLICT' },
    });
    expect(removed).toEqual([second]);
  });
});
