import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#shared/actor';
import type { EjsonDocument } from '#shared/data-api';
import { oid } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type HoldId, type UserId } from '#shared/ids';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { holdTime } from './commands/hold-time.ts';
import { crewFilter } from './queries/list-crew.ts';
import { aCrewCompany, aCrewMember, admin, askUsers } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';

let company: CustomerId;
let manager: Actor;
let adam: UserId;
let berit: UserId;
let cilla: UserId;

const hour = (n: number) => `2031-06-10T${String(n).padStart(2, '0')}:00:00.000Z`;
const search = (query = '', actor: Actor = manager) => askUsers(actor, 'GET', `/api/users/crew${query}`);
const idsOf = (body: Record<string, never>) => (body['items'] as unknown as { id: string }[]).map(({ id }) => id);
const free = (from: number, to: number, more = '') =>
  search(`?availableFrom=${hour(from)}&availableTo=${hour(to)}${more}`);

beforeAll(async () => {
  company = await aCrewCompany();
  manager = actorOf('crewCompany', { customerId: company });
  cilla = await aCrewMember(company, { name: 'Cilla' });
  berit = await aCrewMember(company, {
    name: 'Berit',
    skills: [
      { category: 'Musician', skill: 'Drums (Jazz)' },
      { category: 'Technician', skill: 'Mixing' },
    ],
  });
  adam = await aCrewMember(company, { name: 'adam', skills: [{ category: 'MUSICIAN', skill: 'Såg' }] });
});

describe('searching crew', () => {
  it('pages by name, with totals; a page past the end is empty and says the same totals', async () => {
    const first = await search('?pageSize=2');
    expect(first.status).toBe(200);
    expect(idsOf(first.body)).toEqual([adam, berit]);
    expect(first.body).toMatchObject({ pageNumber: 1, pageSize: 2, totalCount: 3, totalPages: 2 });
    expect(idsOf((await search('?pageSize=2&pageNumber=2')).body)).toEqual([cilla]);
    expect((await search('?pageSize=2&pageNumber=9')).body).toMatchObject({ items: [], totalCount: 3, totalPages: 2 });
  });

  it('finds a skill ignoring case, its characters as they are, and both parts in the same skill', async () => {
    const found = async (query: string) => idsOf((await search(query)).body);
    expect(await found('?category=musician')).toEqual([adam, berit]);
    expect(await found(`?skill=${encodeURIComponent('SÅG')}`)).toEqual([adam]);
    expect(await found(`?skill=${encodeURIComponent('drums (jazz)')}&category=musician`)).toEqual([berit]);
    expect(await found('?skill=drums')).toEqual([]);
    expect(await found(`?skill=${encodeURIComponent('.*')}`)).toEqual([]);
    expect(await found('?category=Musician&skill=Mixing')).toEqual([]);
  });

  it('shows organizers all crew by their profiles alone, the own company and administrators more', async () => {
    const [seen] = (await search('?category=musician&skill=s%C3%A5g&pageSize=100', actorOf('organizer'))).body[
      'items'
    ] as unknown as object[];
    expect(seen).toHaveProperty('skills');
    for (const hidden of ['email', 'phone', 'socialSecurityNumber', 'bankAccount'])
      expect(seen).not.toHaveProperty(hidden);
    for (const actor of [manager, admin]) {
      const { body } = await search('?skill=s%C3%A5g', actor);
      expect((body['items'] as unknown as object[])[0]).toHaveProperty('email');
    }
    expect(idsOf((await search('', actorOf('crewCompany'))).body)).toEqual([]);
  });

  it.each(['crew', 'unlinked'] as const)('is not for %s: 403', async (role) => {
    expect((await search('', actorOf(role))).status).toBe(403);
  });

  it('names every bad parameter at once', async () => {
    const fieldsOf = async (query: string) =>
      (await search(query)).body.error.details.map(({ field }) => field).toSorted();
    expect(await fieldsOf('?category=&availableFrom=tomorrow&pageSize=0&who=me')).toEqual([
      'availableFrom',
      'category',
      'pageSize',
      'who',
    ]);
    expect(await fieldsOf('?availableFrom=2031-06-10')).toEqual(['availableTo']);
    expect(await fieldsOf('?availableTo=2031-06-10')).toEqual(['availableFrom']);
    expect(await fieldsOf('?availableFrom=2031-06-10&availableTo=2031-06-10')).toEqual(['availableTo']);
  });

  it('is answered by an index, with and without a skill', async () => {
    const everything = { pageNumber: 1, pageSize: 20 };
    for (const query of [everything, { ...everything, category: 'Musician' }]) {
      for (const actor of [admin, actorOf('crewCompany', { customerId: company })]) {
        const filter = crewFilter(query, actor) as EjsonDocument;
        const sort = { nameKey: 1, _id: 1 };
        const plan = await env.DATA_ADMIN.explain('find', { collection: 'users', filter, sort });
        expect(plan).toMatchObject({ ok: true, answer: { usesIndex: true, sortsInMemory: false } });
      }
    }
  });
});

describe('searching crew who are available', () => {
  beforeAll(async () => {
    const now = new Date();
    const wish = { crewId: adam, holdId: newId<HoldId>(), bookingId: newId<BookingId>() };
    await holdTime({ ...wish, start: new Date(hour(8)), end: new Date(hour(10)) }, depsWith(callAt(now)), now);
    const blocked = { startDate: hour(12), endDate: hour(14), isAvailable: false };
    await askUsers(admin, 'PUT', `/api/users/${berit}/availability`, blocked);
  });

  it('leaves out who is booked or has blocked any of the period, with true totals on every page', async () => {
    expect(idsOf((await free(9, 11)).body)).toEqual([berit, cilla]);
    expect(idsOf((await free(13, 15)).body)).toEqual([adam, cilla]);
    const second = await free(13, 15, '&pageSize=1&pageNumber=2');
    expect(idsOf(second.body)).toEqual([cilla]);
    expect(second.body).toMatchObject({ totalCount: 2, totalPages: 2 });
    expect((await free(9, 13)).body).toMatchObject({ totalCount: 1 });
    expect((await free(9, 13, '&pageNumber=7')).body).toMatchObject({ items: [], totalCount: 1, totalPages: 1 });
  });

  it('counts back-to-back as free', async () => {
    expect(idsOf((await free(10, 12)).body)).toEqual([adam, berit, cilla]);
  });

  it('goes together with a skill', async () => {
    expect(idsOf((await free(9, 11, '&category=musician')).body)).toEqual([berit]);
  });

  it('takes who has no calendar yet for available, and who is leaving for not', async () => {
    const own = await aCrewCompany();
    const [fresh, leaving] = [await aCrewMember(own, { name: 'Ada' }), await aCrewMember(own, { name: 'Bea' })];
    const calendarOf = (id: UserId) => ({ collection: 'crew_calendars', filter: { _id: oid(id) } });
    await env.DATA.run('deleteOne', calendarOf(fresh));
    await env.DATA.run('updateOne', { ...calendarOf(leaving), update: { $set: { open: false } } });
    const query = `?availableFrom=${hour(8)}&availableTo=${hour(9)}`;
    expect(idsOf((await search(query, actorOf('crewCompany', { customerId: own }))).body)).toEqual([fresh]);
  });
});
