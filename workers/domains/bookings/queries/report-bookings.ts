import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { bookingStatus, CUSTOMER_TYPE, storedEnum } from '#shared/enums';
import { invalidField, notFound } from '#shared/errors';
import { CustomerId, UserId } from '#shared/ids';
import { DAY_MS, Day, InstantOrDay, InstantView, type Period } from '#shared/instant';
import { ore, Sek, sekOf } from '#shared/money';
import { requireReach, scopeOf } from '#shared/permissions';
import { ask, askForEnrichment } from '#shared/reply';
import { storedId } from '#shared/stored';
import { toCsv } from '#shared/csv';
import { reportOf, type Tally } from '../domain/report.ts';
import type { Deps } from '../ports.ts';

/** A leap year. */
const LONGEST_DAYS = 366;

const BookingsReport = z
  .object({
    customerId: CustomerId,
    startDate: InstantView,
    endDate: InstantView,
    bookings: z.object({
      total: z.int(),
      requested: z.int(),
      confirmed: z.int(),
      completed: z.int(),
      cancelled: z.int(),
    }),
    revenue: z.object({
      booked: Sek.meta({ description: 'Net of what is Confirmed or Completed' }),
      invoiced: Sek.meta({ description: 'Net of what was invoiced for work in the period, credits taken off' }),
      paid: Sek.meta({ description: 'Net of those invoices that are paid' }),
      currency: z.literal('SEK'),
    }),
    crewUtilization: z.array(
      z.object({
        crewId: UserId,
        name: z.string().nullable().meta({ description: 'null where the person is deleted, or cannot be reached' }),
        bookings: z.int(),
        bookedHours: z.number(),
        utilization: z.number().meta({ description: 'Booked hours / hours in the period', example: 0.25 }),
      }),
    ),
    days: z.array(z.object({ date: Day, bookings: z.int(), revenue: Sek })),
  })
  .meta({ id: 'BookingsReport' });
type BookingsReport = z.infer<typeof BookingsReport>;

/** Where format=csv asks for it. */
const Csv = z.string();

/** Added up in the store, found by its index of organizer and start. */
async function talliesOf(customerId: CustomerId, { start, end }: Period, { bookings }: Deps): Promise<Tally[]> {
  const hour = { $dateToString: { format: '%Y-%m-%dT%H', date: '$startTime' } };
  const Row = z.object({
    _id: z.object({ status: storedEnum(bookingStatus), crewId: storedId(UserId), hour: z.string() }),
    bookings: z.int(),
    totalOre: z.int(),
    ms: z.number(),
  });
  const rows = await bookings.aggregate(
    [
      { $match: { customerId: oid(customerId), startTime: { $gte: start, $lt: end } } },
      {
        $group: {
          _id: { status: '$status', crewId: '$crewId', hour },
          bookings: { $sum: 1 },
          totalOre: { $sum: '$totalOre' },
          ms: { $sum: { $subtract: ['$endTime', '$startTime'] } },
        },
      },
    ],
    Row,
  );
  return rows.map(({ _id, ...sums }) => ({ ..._id, ...sums, hour: new Date(`${_id.hour}:00:00Z`) }));
}

/** The organizer whose report is asked for: the caller's own, unless an administrator names one. */
async function organizerAsked(named: CustomerId | undefined, actor: SignedIn, deps: Deps): Promise<CustomerId> {
  const scope = scopeOf(actor, 'reports:read');
  if (scope !== 'any') {
    requireReach(actor, 'reports:read', { companies: [named ?? scope] }, 'The customer');
    return scope;
  }
  if (named === undefined) throw invalidField('customerId', 'is required of an administrator');
  const customer = await ask('customers', deps.customer(named));
  if (customer?.customerType !== CUSTOMER_TYPE.eventOrganizer) throw notFound('The customer');
  return named;
}

function toCsvTable({ bookings, revenue, crewUtilization, days }: BookingsReport): string {
  const { currency, ...amounts } = revenue;
  return toCsv([
    ['section', 'key', 'name', 'bookings', 'bookedHours', 'utilization', 'amount', 'currency'],
    ...Object.entries(bookings).map(([key, count]) => ['bookings', key, null, count, null, null, null, null]),
    ...Object.entries(amounts).map(([key, amount]) => ['revenue', key, null, null, null, null, amount, currency]),
    ...crewUtilization.map((crew) => [
      'crew',
      crew.crewId,
      crew.name,
      crew.bookings,
      crew.bookedHours,
      crew.utilization,
      null,
      null,
    ]),
    ...days.map((day) => ['day', day.date, null, day.bookings, null, null, day.revenue, currency]),
  ]);
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/reports/bookings',
    access: 'reports:read',
    summary: 'Report an organizer’s bookings that start in a period: counts, revenue, crew and days',
    query: z.object({
      customerId: CustomerId.optional().meta({ description: 'The own company by default' }),
      startDate: InstantOrDay,
      endDate: InstantOrDay.meta({ description: `At most ${LONGEST_DAYS} days after startDate` }),
      format: z.enum(['json', 'csv'], 'must be json or csv').default('json'),
    }),
    answers: { 200: { description: 'The report', body: z.union([BookingsReport, Csv]), files: ['text/csv'] } },
    refuses: ['NOT_FOUND', 'SERVICE_UNAVAILABLE'],
  },
  async ({ query, actor, deps, call }) => {
    const period = { start: query.startDate, end: query.endDate };
    if (period.end <= period.start) throw invalidField('endDate', 'must be after startDate');
    // An hour more, for the clocks may change in between.
    if (period.end.getTime() - period.start.getTime() > (LONGEST_DAYS + 1 / 24) * DAY_MS) {
      throw invalidField('endDate', `must be at most ${LONGEST_DAYS} days after startDate`);
    }
    const customerId = await organizerAsked(query.customerId, actor, deps);
    const [tallies, invoices] = await Promise.all([
      talliesOf(customerId, period, deps),
      ask('invoicing', deps.revenueOf(customerId, period)),
    ]);
    const { total, byStatus, bookedOre, crew, days } = reportOf(tallies, period);
    const ids = crew.map(({ crewId }) => crewId);
    const people = ids.length === 0 ? [] : await askForEnrichment('users', deps.people(ids), call.trace.traceId);
    const names = new Map(people?.map(({ _id, name }) => [_id, name]));
    const report: BookingsReport = {
      customerId,
      startDate: period.start.toISOString(),
      endDate: period.end.toISOString(),
      bookings: {
        total,
        requested: byStatus.Requested,
        confirmed: byStatus.Confirmed,
        completed: byStatus.Completed,
        cancelled: byStatus.Cancelled,
      },
      revenue: {
        booked: sekOf(ore(bookedOre)),
        invoiced: sekOf(invoices.invoicedOre),
        paid: sekOf(invoices.paidOre),
        currency: 'SEK',
      },
      crewUtilization: crew.map(({ crewId, ...sums }) => ({ crewId, name: names.get(crewId) ?? null, ...sums })),
      days: days.map(({ date, bookings, revenueOre }) => ({ date, bookings, revenue: sekOf(ore(revenueOre)) })),
    };
    if (query.format === 'json') return reply(200, report);
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="bookings.csv"',
    };
    return reply(200, toCsvTable(report), { headers });
  },
);
