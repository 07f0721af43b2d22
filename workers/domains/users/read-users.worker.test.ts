import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EjsonDocument } from '#shared/data-api';
import { newId, type CustomerId, type UserId } from '#shared/ids';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { filterOf } from './queries/list-users.ts';
import { aCrewCompany, aCrewMember, admin, anOrganizer, askUsers, freshEmail, idOf } from './testing/people.ts';

let organizerId: CustomerId;
let crewCompanyId: CustomerId;
let crewId: UserId;
let manager: { id: UserId; email: string };

beforeAll(async () => {
  [organizerId, crewCompanyId] = await Promise.all([anOrganizer(), aCrewCompany()]);
  crewId = await aCrewMember(crewCompanyId, {
    name: 'Bo Bas',
    phone: '+46701234567',
    socialSecurityNumber: '701063-2391',
    bankAccount: { accountNumber: '987654321', bankCode: '6000', holderName: 'Bo Bas' },
  });
  const email = freshEmail();
  const { body } = await askUsers(admin, 'POST', '/api/users', {
    email,
    userType: 2,
    customerId: organizerId,
    firstName: 'Olle',
    lastName: 'Organizer',
  });
  manager = { id: idOf(body), email };
});

const read = (actor: Parameters<typeof askUsers>[0], id: string, headers = {}) =>
  askUsers(actor, 'GET', `/api/users/${id}`, undefined, headers);

describe('reading a user', () => {
  it('shows administrators, the person and the own company all, with masks', async () => {
    const readers = [
      admin,
      actorOf('crew', { userId: crewId, customerId: crewCompanyId }),
      actorOf('crewCompany', { customerId: crewCompanyId }),
    ];
    for (const reader of readers) {
      const { status, body, headers } = await read(reader, crewId);
      expect(status).toBe(200);
      expect(headers.get('etag')).toMatch(/^"\d+"$/);
      expect(body).toMatchObject({
        phone: '+46701234567',
        socialSecurityNumber: '701063-****',
        bankAccount: { accountNumber: '****4321', bankCode: '6000', holderName: 'Bo Bas' },
      });
      expect(body).toHaveProperty('email');
    }
  });

  it('shows an organizer any crew, without contact, personal number and bank account', async () => {
    const { status, body } = await read(actorOf('organizer', { customerId: organizerId }), crewId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: crewId, name: 'Bo Bas', userType: 3, skills: [], references: null });
    for (const hidden of ['email', 'phone', 'socialSecurityNumber', 'bankAccount']) {
      expect(body).not.toHaveProperty(hidden);
    }
  });

  it('hides everybody else exactly as if they did not exist', async () => {
    const strangers = [
      [actorOf('organizer'), manager.id],
      [actorOf('crewCompany'), crewId],
      [actorOf('crew', { customerId: crewCompanyId }), crewId],
      [actorOf('unlinked'), manager.id],
    ] as const;
    for (const [stranger, id] of strangers) {
      const foreign = await read(stranger, id);
      const unknown = await read(stranger, newId<UserId>());
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body.error, timestamp: '', traceId: '' }).toEqual({
        ...unknown.body.error,
        timestamp: '',
        traceId: '',
      });
    }
  });

  it('answers 304 to the ETag it gave', async () => {
    const etag = (await read(admin, crewId)).headers.get('etag') ?? '';
    expect((await read(admin, crewId, { 'if-none-match': etag })).status).toBe(304);
  });

  it('refuses a malformed id with 400, a stranger with 401', async () => {
    expect((await read(admin, 'x')).status).toBe(400);
    expect((await read({ kind: 'anonymous' }, crewId)).status).toBe(401);
  });
});

describe('listing users', () => {
  const list = (actor: Parameters<typeof askUsers>[0], query = '') => askUsers(actor, 'GET', `/api/users${query}`);
  const idsOf = (body: Record<string, never>) => (body['items'] as unknown as { id: string }[]).map(({ id }) => id);

  it('finds people by the beginning of the name or of the address, ignoring case', async () => {
    for (const q of ['bo ba', manager.email.slice(0, -8).toUpperCase()]) {
      const { status, body } = await list(admin, `?pageSize=100&q=${encodeURIComponent(q)}`);
      expect(status).toBe(200);
      expect(idsOf(body)).toContain(q === 'bo ba' ? crewId : manager.id);
    }
    expect(idsOf((await list(admin, '?q=bas')).body)).not.toContain(crewId);
  });

  it('pages by name, with totals', async () => {
    const customerId = await aCrewCompany();
    const ids = [];
    for (const name of ['Cilla', 'Adam', 'Berit']) ids.push(await aCrewMember(customerId, { name }));
    const [cilla, adam, berit] = ids;
    const first = await list(admin, `?customerId=${customerId}&pageSize=2`);
    expect(idsOf(first.body)).toEqual([adam, berit]);
    expect(first.body).toMatchObject({ pageNumber: 1, pageSize: 2, totalCount: 3, totalPages: 2 });
    expect(idsOf((await list(admin, `?customerId=${customerId}&pageSize=2&pageNumber=2`)).body)).toEqual([cilla]);
  });

  it('shows managers those of the own company, of each kind when asked', async () => {
    const own = actorOf('crewCompany', { customerId: crewCompanyId });
    expect(idsOf((await list(own)).body)).toEqual([crewId]);
    expect(idsOf((await list(own, `?userType=3&customerId=${crewCompanyId}`)).body)).toEqual([crewId]);
    expect(idsOf((await list(own, '?userType=2')).body)).toEqual([]);
    expect(idsOf((await list(own, '?q=olle')).body)).toEqual([]);
  });

  it('of a foreign company is 404 to a manager, of an unknown one to everybody', async () => {
    const foreign = await list(actorOf('crewCompany', { customerId: crewCompanyId }), `?customerId=${organizerId}`);
    const unknown = await list(admin, `?customerId=${newId<CustomerId>()}`);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.error.message).toBe(unknown.body.error.message);
  });

  it('by a beginning is answered by an index of the name and one of the address', async () => {
    const filter = filterOf({ pageNumber: 1, pageSize: 20, q: 'an' }, null) as EjsonDocument;
    const plan = await env.DATA_ADMIN.explain('find', { collection: 'users', filter });
    expect(plan).toMatchObject({ ok: true, answer: { usesIndex: true, indexes: ['by_name', 'by_email'] } });
  });

  it('names every bad parameter at once', async () => {
    const { status, body } = await list(admin, '?userType=4&customerId=x&q=&pageSize=0&sort=name');
    expect(status).toBe(400);
    expect(body.error.details.map(({ field }) => field).toSorted()).toEqual([
      'customerId',
      'pageSize',
      'q',
      'sort',
      'userType',
    ]);
  });

  it.each(['crew', 'unlinked'] as const)('is not for %s: 403', async (role) => {
    expect((await list(actorOf(role))).status).toBe(403);
  });
});
