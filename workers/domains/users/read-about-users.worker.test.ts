import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#shared/actor';
import { oid } from '#shared/documents';
import { newId, type CustomerId, type UserId } from '#shared/ids';
import { actionsOf } from '#shared/permissions';
import { actorOf, type Answered } from '../../../test/support/assembly/ask.ts';
import readSensitive from './queries/read-sensitive.ts';
import { aCrewCompany, aCrewMember, admin, anOrganizer, askUsers, freshEmail, idOf } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';

let organizerId: CustomerId;
let crewCompanyId: CustomerId;
let crewId: UserId;
let managerId: UserId;

const get = (actor: Actor, path: string, headers = {}) => askUsers(actor, 'GET', path, undefined, headers);
/** An error without what differs from answer to answer. */
const errorOf = ({ status, body }: Answered) => ({ status, ...body.error, timestamp: '', traceId: '' });

beforeAll(async () => {
  [organizerId, crewCompanyId] = await Promise.all([anOrganizer(), aCrewCompany()]);
  crewId = await aCrewMember(crewCompanyId, {
    name: 'Bo Bas',
    socialSecurityNumber: '701063-2391',
    bankAccount: { accountNumber: '987 654 321', bankCode: '6000', holderName: 'Bo Bas' },
  });
  const wish = {
    email: freshEmail(),
    userType: 2,
    customerId: organizerId,
    firstName: 'Olle',
    lastName: 'Organizer',
  };
  managerId = idOf((await askUsers(admin, 'POST', '/api/users', wish)).body);
});

describe('what a user may do', () => {
  const path = (id: string) => `/api/users/${id}/permissions`;

  it('comes from the table that enforcement uses, for the role the person has now', async () => {
    const cases = [
      [crewId, 'crew'],
      [managerId, 'organizer'],
    ] as const;
    for (const [userId, role] of cases) {
      const { status, body, headers } = await get(admin, path(userId));
      expect(status).toBe(200);
      expect(body).toEqual({ userId, roles: [role], permissions: actionsOf(role).toSorted() });
      expect(headers.get('etag')).toMatch(/^"\d+-[0-9a-f]+"$/);
      expect((await get(admin, path(userId), { 'if-none-match': headers.get('etag') })).status).toBe(304);
    }
  });

  it('is shown to administrators and the person; everybody else gets what an unknown id gets', async () => {
    expect((await get(actorOf('crew', { userId: crewId, customerId: crewCompanyId }), path(crewId))).status).toBe(200);
    const unknown = errorOf(await get(admin, path(newId<UserId>())));
    expect(unknown.status).toBe(404);
    for (const stranger of [
      actorOf('crewCompany', { customerId: crewCompanyId }),
      actorOf('crew', { customerId: crewCompanyId }),
      actorOf('organizer'),
      actorOf('unlinked'),
    ]) {
      expect(errorOf(await get(stranger, path(crewId)))).toEqual(unknown);
    }
    expect((await get({ kind: 'anonymous' }, path(crewId))).status).toBe(401);
    expect((await get(admin, path('x'))).status).toBe(400);
  });
});

describe('the users of a company', () => {
  const path = (id: string) => `/api/users/customer/${id}`;

  it('are a bare array by name, for administrators and managers of that company', async () => {
    const customerId = await aCrewCompany();
    const ids = [];
    for (const name of ['Cilla', 'Adam']) ids.push(await aCrewMember(customerId, { name }));
    for (const actor of [admin, actorOf('crewCompany', { customerId })]) {
      const { status, body } = await get(actor, path(customerId));
      expect(status).toBe(200);
      expect((body as unknown as { id: string }[]).map(({ id }) => id)).toEqual(ids.toReversed());
    }
    expect((await get(admin, path(await anOrganizer()))).body).toEqual([]);
  });

  it('of a foreign company are 404 exactly like those of an unknown one; crew and the unlinked get 403', async () => {
    const unknown = errorOf(await get(admin, path(newId<CustomerId>())));
    expect(unknown.status).toBe(404);
    for (const role of ['organizer', 'crewCompany'] as const) {
      expect(errorOf(await get(actorOf(role), path(crewCompanyId)))).toEqual(unknown);
    }
    for (const role of ['crew', 'unlinked'] as const) {
      expect((await get(actorOf(role, { customerId: crewCompanyId }), path(crewCompanyId))).status).toBe(403);
    }
    expect((await get(admin, path('x'))).status).toBe(400);
  });
});

describe('the sensitive fields', () => {
  const path = (id: string) => `/api/users/${id}/sensitive`;
  const entriesAbout = async (id: UserId) => {
    const found = await env.DATA.run('findOne', { collection: 'users', filter: { _id: oid(id) } });
    if (!found.ok) throw new Error(found.failure.message);
    const { outbox, unsettledSince } = found.answer.document as unknown as {
      outbox: { data: { action?: string; actorId: string } }[];
      unsettledSince?: unknown;
    };
    expect(unsettledSince).toBeDefined();
    return outbox.filter(({ data }) => data.action === 'users:read-sensitive').map(({ data }) => data.actorId);
  };

  it('are shown in clear to administrators, the person and the own company, and each read is recorded', async () => {
    const readers = [
      admin,
      actorOf('crew', { userId: crewId, customerId: crewCompanyId }),
      actorOf('crewCompany', { customerId: crewCompanyId }),
    ];
    for (const reader of readers) {
      const { status, body, headers } = await get(reader, path(crewId));
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body).toEqual({
        userId: crewId,
        socialSecurityNumber: '19701063-2391',
        bankAccount: { accountNumber: '987 654 321', bankCode: '6000', holderName: 'Bo Bas' },
      });
    }
    expect(await entriesAbout(crewId)).toEqual(readers.map(({ userId }) => userId));
  });

  it('that are not given are null', async () => {
    const { body } = await get(admin, path(await aCrewMember(crewCompanyId)));
    expect(body).toMatchObject({ socialSecurityNumber: null, bankAccount: null });
  });

  it('being read change no version: an ETag from before still matches', async () => {
    const before = (await get(admin, `/api/users/${crewId}`)).headers.get('etag');
    await get(admin, path(crewId));
    expect((await get(admin, `/api/users/${crewId}`)).headers.get('etag')).toBe(before);
  });

  it('are not shown when the read cannot be recorded', async () => {
    const call = callAt(new Date());
    const deps = depsWith(call);
    const broken = { ...deps, users: { ...deps.users, update: () => Promise.reject(new Error('the store is away')) } };
    const handle = readSensitive.handle as (asked: unknown) => Promise<unknown>;
    await expect(handle({ params: { id: crewId }, actor: admin, deps: broken, call })).rejects.toThrow('away');
  });

  it('reach the audit log', async () => {
    const call = callAt(new Date());
    const published: unknown[] = [];
    const deps = depsWith(call, { publish: (events) => published.push(...events) });
    const handle = readSensitive.handle as (asked: unknown) => Promise<unknown>;
    await handle({ params: { id: crewId }, actor: admin, deps, call });
    expect(published).toMatchObject([
      {
        type: 'audit.recorded',
        data: { actorId: admin.userId, action: 'users:read-sensitive', resource: 'user', resourceId: crewId },
      },
    ]);
  });

  it('of strangers and of people who are not crew are 404 like those of nobody; organizers get 403', async () => {
    const unknown = errorOf(await get(admin, path(newId<UserId>())));
    expect(unknown.status).toBe(404);
    expect(errorOf(await get(admin, path(managerId)))).toEqual(unknown);
    for (const stranger of [actorOf('crewCompany'), actorOf('crew', { customerId: crewCompanyId })]) {
      expect(errorOf(await get(stranger, path(crewId)))).toEqual(unknown);
    }
    for (const role of ['organizer', 'unlinked'] as const) {
      expect((await get(actorOf(role), path(crewId))).status).toBe(403);
    }
  });
});
