import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { newId, type CustomerId } from '#shared/ids';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';

const ask = asking(env.EVENTS_HTTP);
const unknown = newId<CustomerId>();

let own: { customerId: CustomerId; manager: SignedIn };
let stranger: { customerId: CustomerId; manager: SignedIn };

beforeAll(async () => {
  [own, stranger] = await Promise.all([anOrganizer(), anOrganizer()]);
  const events: [CustomerId, string, string, string][] = [
    [own.customerId, 'New year', '2030-12-31T20:00:00+01:00', '2031-01-01T02:00:00+01:00'],
    [own.customerId, 'Tour', '2031-01-10T12:00:00+01:00', '2031-04-12T12:00:00+02:00'],
    [own.customerId, 'Spring night', '2031-03-29T22:00:00+01:00', '2031-03-30T04:00:00+02:00'],
    [own.customerId, 'Until midnight', '2031-05-09T18:00:00+02:00', '2031-05-10T00:00:00+02:00'],
    [stranger.customerId, 'Not ours', '2031-03-29T22:00:00+01:00', '2031-03-30T04:00:00+02:00'],
  ];
  for (const [customerId, name, startDate, endDate] of events) {
    const { status } = await ask(admin, 'POST', '/api/events', { customerId, name, startDate, endDate });
    expect(status).toBe(201);
  }
});

const fieldsOf = (body: { error: { details: { field: string }[] } }) =>
  body.error.details.map(({ field }) => field).toSorted();
const Names = z.array(z.object({ name: z.string() }).transform(({ name }) => name));

describe('events in a period', () => {
  const names = async (query: string, actor = own.manager) => {
    const { status, body } = await ask(actor, 'GET', `/api/events/date-range?${query}`);
    expect(status).toBe(200);
    return Names.parse(body);
  };

  it('are those that overlap it, by start, an organizer’s own where none is named', async () => {
    expect(await names('startDate=2031-01-01&endDate=2031-04-01')).toEqual(['New year', 'Tour', 'Spring night']);
    expect(await names(`startDate=2031-03-30&endDate=2031-03-31&customerId=${own.customerId}`, admin)).toEqual([
      'Tour',
      'Spring night',
    ]);
  });

  it('are found by their last hour, however long before the period they began', async () => {
    expect(await names('startDate=2031-04-12T09:59:59Z&endDate=2031-04-12T10:30:00Z')).toEqual(['Tour']);
  });

  it('touch only what is theirs: back-to-back does not overlap', async () => {
    expect(await names('startDate=2031-05-10&endDate=2031-05-11')).toEqual([]);
    expect(await names('startDate=2031-05-09&endDate=2031-05-09T16:00:00Z')).toEqual([]);
  });

  it('of somebody else, of an unknown company or of nobody are refused', async () => {
    const period = 'startDate=2031-01-01&endDate=2031-04-01';
    const asks: [SignedIn, string, number][] = [
      [stranger.manager, `&customerId=${own.customerId}`, 404],
      [stranger.manager, `&customerId=${unknown}`, 404],
      [admin, `&customerId=${unknown}`, 404],
      [admin, '', 400],
      [actorOf('crew'), '', 403],
      [actorOf('crewCompany'), '', 403],
    ];
    for (const path of [`date-range?${period}`, 'calendar?month=1&year=2031']) {
      for (const [actor, whose, status] of asks) {
        expect((await ask(actor, 'GET', `/api/events/${path}${whose}`)).status).toBe(status);
      }
      expect((await ask({ kind: 'anonymous' }, 'GET', `/api/events/${path}`)).status).toBe(401);
    }
  });

  it('name every bad field at once', async () => {
    const bad = 'startDate=soon&endDate=2031-02-30&customerId=x&sort=name';
    const { status, body } = await ask(admin, 'GET', `/api/events/date-range?${bad}`);
    expect([status, fieldsOf(body)]).toEqual([400, ['customerId', 'endDate', 'sort', 'startDate']]);
    const backwards = 'startDate=2031-02-02&endDate=2031-02-02&sort=name';
    expect(fieldsOf((await ask(admin, 'GET', `/api/events/date-range?${backwards}`)).body)).toEqual([
      'endDate',
      'sort',
    ]);
    expect(fieldsOf((await ask(admin, 'GET', '/api/events/date-range')).body)).toEqual(['endDate', 'startDate']);
  });
});

describe('the calendar', () => {
  const month = async (query: string, actor = own.manager) => {
    const { status, body } = await ask(actor, 'GET', `/api/events/calendar?${query}`);
    expect(status).toBe(200);
    return z
      .object({ customerId: z.string(), year: z.int(), month: z.int(), days: z.record(z.string(), Names) })
      .parse(body);
  };

  it('shows each event on each Stockholm day that it touches', async () => {
    const january = await month('month=1&year=2031');
    expect(january).toMatchObject({ customerId: own.customerId, year: 2031, month: 1 });
    expect(january.days['2031-01-01']).toEqual(['New year']);
    expect(Object.keys(january.days)).toHaveLength(1 + 22);
    expect((await month('month=12&year=2030')).days).toEqual({ '2030-12-31': ['New year'] });
    expect((await month(`month=5&year=2031&customerId=${own.customerId}`, admin)).days).toEqual({
      '2031-05-09': ['Until midnight'],
    });
    expect((await month('month=7&year=2031')).days).toEqual({});
  });

  it('shows a night in which clocks change on both its days', async () => {
    const { days } = await month('month=03&year=2031');
    expect(Object.keys(days)).toHaveLength(31);
    expect([days['2031-03-29'], days['2031-03-30'], days['2031-03-31']]).toEqual([
      ['Tour', 'Spring night'],
      ['Tour', 'Spring night'],
      ['Tour'],
    ]);
  });

  it.each([
    ['month=13&year=2031', ['month']],
    ['month=0&year=20310', ['month', 'year']],
    ['month=jan&year=1899&day=1', ['day', 'month', 'year']],
    ['', ['month', 'year']],
  ])('refuses ?%s', async (query, fields) => {
    const { status, body } = await ask(own.manager, 'GET', `/api/events/calendar?${query}`);
    expect([status, fieldsOf(body)]).toEqual([400, fields]);
  });
});
