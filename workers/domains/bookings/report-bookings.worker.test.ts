import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ACTOR_HEADER, actorToHeader, type SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type InvoiceId, type UserId } from '#shared/ids';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import type { Env } from './deps.ts';
import { bookings } from './worker.ts';

const ask = asking(env.BOOKINGS_HTTP);
let organizer: { customerId: CustomerId; manager: SignedIn };
let company: { customerId: CustomerId; manager: SignedIn };
let crewId: UserId;
let drummer: SignedIn;
let at: (hours: number) => string;
let period: string;

/** One confirmed booking of two hours, a requested and a cancelled one of an hour each, all on one day. */
beforeAll(async () => {
  await env.DATA.run('findOne', { collection: 'bookings', filter: {} });
  [organizer, company] = await Promise.all([anOrganizer(), aCrewCompany()]);
  ({ crewId, person: drummer } = await aCrewMember(company.customerId));
  const event = await anEvent(organizer.customerId);
  ({ at } = event);
  const book = async (from: number, to: number) => {
    const wish = { eventId: event.eventId, crewId, startTime: at(from), endTime: at(to) };
    const { body } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
    return (body as unknown as { id: BookingId }).id;
  };
  await ask(drummer, 'PUT', `/api/bookings/${await book(0, 2)}/confirm`);
  await book(2, 3);
  await ask(drummer, 'PUT', `/api/bookings/${await book(3, 4)}/cancel`, { cancellationReason: 'Ill' });
  period = `startDate=${at(0)}&endDate=${at(10)}`;
});

const report = (query: string, actor: SignedIn = organizer.manager) =>
  ask(actor, 'GET', `/api/reports/bookings?${query}`);
const totalOf = (body: unknown) => z.object({ bookings: z.object({ total: z.int() }) }).parse(body).bookings.total;
const fieldsOf = ({ body }: { body: { error: { details: { field: string }[] } } }) =>
  body.error.details.map(({ field }) => field).toSorted((a, b) => a.localeCompare(b));

describe('a report of bookings', () => {
  it('has counts, revenue, crew and days, for the own company or for whom an administrator names', async () => {
    const { status, body } = await report(period);
    expect(status).toBe(200);
    expect(body).toEqual({
      customerId: organizer.customerId,
      startDate: at(0),
      endDate: at(10),
      bookings: { total: 3, requested: 1, confirmed: 1, completed: 0, cancelled: 1 },
      revenue: { booked: 1000, invoiced: 0, paid: 0, currency: 'SEK' },
      crewUtilization: [{ crewId, name: 'Dag Trumslagare', bookings: 1, bookedHours: 2, utilization: 0.2 }],
      days: [{ date: at(0).slice(0, 10), bookings: 3, revenue: 1000 }],
    });
    for (const actor of [organizer.manager, admin]) {
      expect((await report(`${period}&customerId=${organizer.customerId}`, actor)).body).toEqual(body);
    }
  });

  it('is half-open, by start', async () => {
    const counted = async (from: number, to: number) =>
      totalOf((await report(`startDate=${at(from)}&endDate=${at(to)}`)).body);
    expect([await counted(0, 2), await counted(1, 4), await counted(4, 9)]).toEqual([1, 2, 0]);
  });

  it('counts what was invoiced for work in the period, less credits, and what of it is paid', async () => {
    const { customerId, manager } = await anOrganizer();
    const sellerId = newId<CustomerId>();
    const invoice = (type: string, state: number, amountOre: number, number: string | null, supplyDate: string) =>
      env.DATA.run('insertOne', {
        collection: 'invoices',
        document: {
          _id: oid(newId<InvoiceId>()),
          customerId: oid(customerId),
          sellerId: oid(sellerId),
          type,
          state,
          amountOre,
          number,
          supplyDate,
        },
      });
    const day = at(0).slice(0, 10);
    await Promise.all([
      invoice('Invoice', 2, 100_000, '2026-000001', day),
      invoice('Invoice', 3, 50_050, '2026-000002', day),
      invoice('CreditNote', 2, 20_000, '2026-000003', day),
      invoice('Invoice', 1, 7_777, null, day),
      invoice('Invoice', 3, 9_999, '2026-000004', '2020-01-01'),
    ]);
    const { body } = await report(period, manager);
    expect(body['revenue']).toEqual({ booked: 0, invoiced: 1300.5, paid: 500.5, currency: 'SEK' });
  });

  it('is there as CSV', async () => {
    const response = await env.BOOKINGS_HTTP.fetch(
      new Request(`http://thenorsound.test/api/reports/bookings?${period}&format=csv`, {
        headers: { [ACTOR_HEADER]: actorToHeader(organizer.manager) },
      }),
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toBe('section,key,name,bookings,bookedHours,utilization,amount,currency');
    expect(lines).toContain('revenue,booked,,,,,1000,SEK');
    expect(lines).toContain(`crew,${crewId},Dag Trumslagare,1,2,0.2,,`);
    expect(lines).toContain(`day,${at(0).slice(0, 10)},,3,,,1000,SEK`);
  });

  it('names every bad parameter at once, and refuses a period that is turned around or longer than a leap year', async () => {
    const wrong = await report('startDate=soon&format=xml&customerId=x&colour=red');
    expect([wrong.status, fieldsOf(wrong)]).toEqual([400, ['colour', 'customerId', 'endDate', 'format', 'startDate']]);
    expect(fieldsOf(await report('startDate=2026-02-01&endDate=2026-02-01'))).toEqual(['endDate']);
    expect(fieldsOf(await report('startDate=2026-01-01&endDate=2027-01-03'))).toEqual(['endDate']);
    expect((await report('startDate=2028-01-01&endDate=2029-01-01')).status).toBe(200);
    expect(fieldsOf(await report(period, admin))).toEqual(['customerId']);
  });

  it('of another company, or of none that is an organizer, is 404; for roles that never may, 403', async () => {
    expect((await report(`${period}&customerId=${newId()}`)).status).toBe(404);
    for (const id of [newId(), company.customerId]) {
      expect((await report(`${period}&customerId=${id}`, admin)).status).toBe(404);
    }
    for (const actor of [drummer, company.manager, actorOf('unlinked')]) {
      expect((await report(period, actor)).status).toBe(403);
    }
  });

  it('is 503 where invoicing cannot be reached, and without names where only users cannot', async () => {
    const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error('the connection was lost')) });
    const without = (name: keyof Env) =>
      asking({
        fetch: async (request) =>
          bookings.fetch(request, { ...(env as unknown as Env), [name]: nobody }, createExecutionContext()),
      })(organizer.manager, 'GET', `/api/reports/bookings?${period}`);
    const down = await without('INVOICING');
    expect([down.status, down.body.error.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    const nameless = await without('USERS');
    expect([nameless.status, nameless.body['crewUtilization']]).toEqual([
      200,
      [expect.objectContaining({ crewId, name: null })],
    ]);
  });
});
