import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { occurred, type EventData, type EventType } from '#shared/domain-events';
import { unavailable } from '#shared/errors';
import { newId, type BookingId, type CustomerId, type EventId, type InvoiceId, type UserId } from '#shared/ids';
import { dayOf, type Day } from '#shared/instant';
import { ask as askColleague } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { addUpDays } from './commands/add-up-days.ts';
import { depsFrom, type Env } from './deps.ts';
import type { AnalyticsForColleagues } from './for-colleagues.ts';
import type { Deps } from './ports.ts';
import worker from './worker.ts';

const real = env as unknown as Env & { ANALYTICS: Service<AnalyticsForColleagues> };
const askBookings = asking(env.BOOKINGS_HTTP);
const askAnalytics = asking(env.ANALYTICS_HTTP);
const admin = actorOf('admin');
const { traceparent } = traceFrom(null);
const sweep = () => askColleague('analytics', real.ANALYTICS.sweep(traceparent));

const callNow = (): Call => ({
  trace: traceFrom(null),
  meter: { roundTrips: 0 },
  now: () => new Date(),
  afterAnswer: () => undefined,
});
const { dailyTotals } = depsFrom(real, callNow());

/** Delivers messages as one batch, and says which were acknowledged. */
async function deliver(...bodies: unknown[]): Promise<string[]> {
  const messages = bodies.map((body, place) => ({ id: String(place), timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch('thenorsound-analytics', messages);
  const context = createExecutionContext();
  await worker.queue(batch, real, context);
  return (await getQueueResult(batch, context)).explicitAcks;
}

const event = <T extends EventType>(type: T, data: EventData<T>) =>
  occurred(type, data, { now: new Date(), traceId: traceFrom(null).traceId });

interface Totals {
  bookings: { total: number; requested: number; confirmed: number; completed: number; cancelled: number };
  revenue: { booked: number; invoiced: number; paid: number };
}
type Overview = { total: Totals; pending: number; computedAt: string | null } & {
  days: (Totals & { date: Day })[];
  customers: (Totals & { customerId: string; name: string | null })[];
};
async function overview(from: Day, to: Day = from): Promise<Overview> {
  const { status, body } = await askAnalytics(admin, 'GET', `/api/reports/overview?from=${from}&to=${to}`);
  expect(status).toBe(200);
  return body as unknown as Overview;
}
/** What one customer comes to on a day, once everything that is marked was added up. */
async function totalsOf(customerId: CustomerId, day: Day): Promise<Totals | undefined> {
  await sweep();
  return (await overview(day)).customers.find((one) => one.customerId === customerId);
}

let crewId: UserId;
let drummer: SignedIn;
beforeAll(async () => {
  await env.DATA.run('findOne', { collection: 'daily_totals', filter: {} });
  const { customerId } = await aCrewCompany();
  ({ crewId, person: drummer } = await aCrewMember(customerId));
});

/** An organizer with an event of ten hours, and a way to book the drummer onto it. */
async function aConcert() {
  const organizer = await anOrganizer();
  const { eventId, at } = await anEvent(organizer.customerId);
  const book = async (from: number, to: number): Promise<BookingId> => {
    const wish = { eventId, crewId, startTime: at(from), endTime: at(to) };
    const { status, body } = await askBookings(organizer.manager, 'POST', '/api/bookings', wish);
    expect(status).toBe(201);
    return (body as unknown as { id: BookingId }).id;
  };
  return { ...organizer, eventId, at, book, day: dayOf(new Date(at(0))) };
}

describe.each(['organizer', 'crewCompany', 'crew', 'unlinked'] as const)('%s', (role) => {
  it('may not see the overview', async () => {
    const path = '/api/reports/overview?from=2026-12-01&to=2026-12-31';
    expect((await askAnalytics(actorOf(role), 'GET', path)).status).toBe(403);
    expect((await askAnalytics({ kind: 'anonymous' }, 'GET', path)).status).toBe(401);
  });
});

describe('the overview', () => {
  it('adds up bookings and revenue by day and by organizer', async () => {
    const { customerId, book, day } = await aConcert();
    const confirmed = await book(0, 2);
    expect((await askBookings(drummer, 'PUT', `/api/bookings/${confirmed}/confirm`)).status).toBe(200);
    await book(2, 3);
    const off = await book(3, 4);
    await askBookings(drummer, 'PUT', `/api/bookings/${off}/cancel`, { cancellationReason: 'Ill' });
    const totals = {
      bookings: { total: 3, requested: 1, confirmed: 1, completed: 0, cancelled: 1 },
      revenue: { booked: 1000, invoiced: 0, paid: 0, currency: 'SEK' },
    };
    await eventually(async () => {
      expect(await totalsOf(customerId, day)).toEqual({ customerId, name: 'Festivalbolaget AB', ...totals });
      return true;
    });
    const next = dayOf(new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000));
    const { total, days, pending, computedAt } = await overview(day, next);
    expect(days).toEqual([
      { date: day, ...totals },
      {
        date: next,
        ...totals,
        bookings: { ...totals.bookings, total: 0, requested: 0, confirmed: 0, cancelled: 0 },
        revenue: { ...totals.revenue, booked: 0 },
      },
    ]);
    expect([total, pending]).toEqual([totals, 0]);
    expect(computedAt).toMatch(/Z$/);
  });

  it('counts a moved booking on its new day and no longer on its old one, whenever the message comes', async () => {
    const { customerId, at, eventId, book, day } = await aConcert();
    const bookingId = await book(0, 1);
    await eventually(async () => (await totalsOf(customerId, day))?.bookings.requested === 1);
    // Noon to ten in the evening; thirty-six hours later is another day.
    const later = at(30);
    await env.DATA.run('updateOne', {
      collection: 'bookings',
      filter: { _id: oid(bookingId) },
      update: { $set: { startTime: { $date: later }, endTime: { $date: at(31) } } },
    });
    const data = { bookingId, crewId, eventId, customerId, startTime: later, endTime: at(31) };
    expect(await deliver(event('booking.moved', { ...data, previousStartTime: at(0) }))).toEqual(['0']);
    expect((await totalsOf(customerId, day))?.bookings.total).toBe(0);
    expect((await totalsOf(customerId, dayOf(new Date(later))))?.bookings.requested).toBe(1);
  });

  it('comes to the same whether messages come once, twice or in any order', async () => {
    const { customerId, eventId, book, day } = await aConcert();
    const bookingId = await book(0, 2);
    await askBookings(drummer, 'PUT', `/api/bookings/${bookingId}/confirm`);
    const data = { bookingId, crewId, eventId, customerId };
    const [created, confirmed] = [
      event('booking.created', { ...data, totalAmount: 100_000 }),
      event('booking.confirmed', { ...data, totalAmount: 100_000 }),
    ];
    expect(await deliver(confirmed, created, confirmed, { ...created, id: newId() })).toHaveLength(4);
    expect(await totalsOf(customerId, day)).toMatchObject({
      bookings: { total: 1, confirmed: 1 },
      revenue: { booked: 1000 },
    });
  });

  it('counts invoices and credits on the day of the work, and what of them is paid', async () => {
    const { customerId } = await anOrganizer();
    const day = '2031-05-06';
    const invoice = async (type: string, state: number, amountOre: number, number: string) => {
      const _id = newId<InvoiceId>();
      const sellerId = oid(newId<CustomerId>());
      const document = { type, state, amountOre, number, supplyDate: day, customerId: oid(customerId), sellerId };
      await env.DATA.run('insertOne', { collection: 'invoices', document: { _id: oid(_id), ...document } });
      return _id;
    };
    await invoice('Invoice', 2, 100_000, '2031-000001');
    await invoice('CreditNote', 2, 20_000, '2031-000003');
    const invoiceId = await invoice('Invoice', 3, 50_050, '2031-000002');
    const INVOICING = { invoice: async () => ({ ok: true, value: { supplyDate: day } }) };
    const messages = createMessageBatch('thenorsound-analytics', [
      {
        id: '0',
        timestamp: new Date(),
        attempts: 1,
        body: event('invoice.payment-received', { invoiceId, customerId, amount: 62_563, paymentMethod: 'bankgiro' }),
      },
    ]);
    const context = createExecutionContext();
    await worker.queue(messages, { ...real, INVOICING: INVOICING as never }, context);
    await getQueueResult(messages, context);
    expect((await totalsOf(customerId, day))?.revenue).toMatchObject({ invoiced: 1300.5, paid: 500.5 });
  });

  it('names every bad parameter: days, in order, at most a year', async () => {
    const fieldsOf = async (query: string) => {
      const { status, body } = await askAnalytics(admin, 'GET', `/api/reports/overview${query}`);
      return [status, (status === 400 ? body.error.details : []).map(({ field }) => field).join()];
    };
    expect(await fieldsOf('')).toEqual([400, 'from,to']);
    expect(await fieldsOf('?from=2026-01-01T00:00:00Z&to=2026-02-30')).toEqual([400, 'from,to']);
    expect(await fieldsOf('?from=2026-01-02&to=2026-01-01')).toEqual([400, 'to']);
    expect(await fieldsOf('?from=2027-01-01&to=2028-01-02')).toEqual([400, 'to']);
    expect(await fieldsOf('?from=2028-01-01&to=2028-12-31')).toEqual([200, '']);
  });
});

describe('adding up', () => {
  const marked = async () => {
    const concert = await aConcert();
    const bookingId = await concert.book(0, 1);
    const created = {
      bookingId,
      crewId,
      eventId: concert.eventId,
      customerId: concert.customerId,
      totalAmount: 50_000,
    };
    const mark = () => deliver(event('booking.created', created));
    await mark();
    const stored = () => dailyTotals.findOne({ day: concert.day, customerId: oid(concert.customerId) });
    return { ...concert, mark, stored };
  };
  const adding = async (changed: Partial<Deps>) => {
    const call = callNow();
    await addUpDays({ ...depsFrom(real, call), ...changed }, call);
  };

  it('that began before something happened leaves the day marked, and is done again', async () => {
    const { stored, mark, customerId, day } = await marked();
    const { bookingTotals } = depsFrom(real, callNow());
    await adding({
      bookingTotals: async (whose, period) => {
        const before = await bookingTotals(whose, period);
        if (whose === customerId) await mark();
        return before;
      },
    });
    expect((await stored())?.unsettledSince).toBeInstanceOf(Date);
    expect((await totalsOf(customerId, day))?.bookings.requested).toBe(1);
    expect((await stored())?.unsettledSince).toBeUndefined();
  });

  it('that cannot reach the owner of the records leaves the day marked, and the others are added up', async () => {
    const [unlucky, lucky] = await Promise.all([marked(), marked()]);
    const { bookingTotals } = depsFrom(real, callNow());
    await adding({
      bookingTotals: (whose, period) =>
        whose === unlucky.customerId ? Promise.reject(unavailable('bookings')) : bookingTotals(whose, period),
    });
    expect((await lucky.stored())?.unsettledSince).toBeUndefined();
    expect((await unlucky.stored())?.unsettledSince).toBeInstanceOf(Date);
    expect((await totalsOf(unlucky.customerId, unlucky.day))?.bookings.requested).toBe(1);
  });

  it('comes to each day once a week, should a change ever have told nobody', async () => {
    const { stored, customerId, day } = await marked();
    await eventually(async () => (await totalsOf(customerId, day))?.bookings.requested === 1);
    const total = await stored();
    const aWeekAgo = new Date(Date.now() - 8 * 86_400_000);
    await dailyTotals.update({ _id: oid(total?._id ?? newId()) }, { $set: { requested: 9, computedAt: aWeekAgo } });
    expect((await totalsOf(customerId, day))?.bookings.requested).toBe(1);
  });

  it('of a message about something that is not there marks nothing', async () => {
    const customerId = newId<CustomerId>();
    const data = { bookingId: newId<BookingId>(), crewId, eventId: newId<EventId>(), customerId, totalAmount: 1 };
    expect(await deliver(event('booking.created', data))).toEqual(['0']);
    expect(await dailyTotals.count({ day: { $gte: '0000-01-01' }, customerId: oid(customerId) })).toBe(0);
  });
});
