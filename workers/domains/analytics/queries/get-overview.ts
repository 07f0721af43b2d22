import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { invalidField } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { addDays, Day, InstantView } from '#shared/instant';
import { Ore, Sek, sekOf } from '#shared/money';
import { askForEnrichment } from '#shared/reply';
import { storedDate, storedId } from '#shared/stored';
import type { Deps } from '../ports.ts';

/** A leap year. */
const LONGEST_DAYS = 366;
const MOST_CUSTOMERS = 500;

const Totals = z
  .object({
    bookings: z
      .object({
        total: z.int(),
        requested: z.int(),
        confirmed: z.int(),
        completed: z.int(),
        cancelled: z.int(),
      })
      .meta({ description: 'Those that start on these days' }),
    revenue: z.object({
      booked: Sek.meta({ description: 'Net of what is Confirmed or Completed' }),
      invoiced: Sek.meta({ description: 'Net of what was invoiced for work on these days, credits taken off' }),
      paid: Sek.meta({ description: 'Net of those invoices that are paid' }),
      currency: z.literal('SEK'),
    }),
  })
  .meta({ id: 'Totals' });

const Overview = z
  .object({
    from: Day,
    to: Day,
    total: Totals,
    days: z
      .array(z.object({ date: Day, ...Totals.shape }))
      .meta({ description: 'Each day, also those without anything' }),
    customers: z
      .array(
        z.object({
          customerId: CustomerId,
          name: z.string().nullable().meta({ description: 'null where it is deleted, or cannot be reached' }),
          ...Totals.shape,
        }),
      )
      .meta({ description: `Organizers, by booked revenue; at most ${MOST_CUSTOMERS}` }),
    computedAt: InstantView.nullable().meta({ description: 'Since when the oldest of these figures stands' }),
    pending: z.int().meta({
      description: 'Days of customers that something has happened to since; they are added up within a minute or so',
    }),
  })
  .meta({ id: 'Overview' });

const sums = {
  requested: z.int(),
  confirmed: z.int(),
  completed: z.int(),
  cancelled: z.int(),
  bookedOre: Ore,
  invoicedOre: Ore,
  paidOre: Ore,
};
const Sums = z.object(sums);
type Sums = z.infer<typeof Sums>;

/** The same sums whatever they are grouped by. */
const adding = Object.fromEntries(Object.keys(sums).map((field) => [field, { $sum: `$${field}` }]));

const NOTHING: Sums = Sums.parse(Object.fromEntries(Object.keys(sums).map((field) => [field, 0])));

const toTotals = (of: Sums): z.infer<typeof Totals> => ({
  bookings: {
    total: of.requested + of.confirmed + of.completed + of.cancelled,
    requested: of.requested,
    confirmed: of.confirmed,
    completed: of.completed,
    cancelled: of.cancelled,
  },
  revenue: {
    booked: sekOf(of.bookedOre),
    invoiced: sekOf(of.invoicedOre),
    paid: sekOf(of.paidOre),
    currency: 'SEK',
  },
});

function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/reports/overview',
    access: 'reports:overview',
    summary: 'Report what all organizers’ bookings and invoices come to, by day and by organizer',
    query: z.object({
      from: Day.meta({ description: 'The first day' }),
      to: Day.meta({ description: `The last day, which counts too; at most ${LONGEST_DAYS} days in all` }),
    }),
    answers: { 200: { description: 'The overview', body: Overview } },
  },
  async ({ query: { from, to }, deps, call }) => {
    if (to < from) throw invalidField('to', 'must not be before from');
    if (to >= addDays(from, LONGEST_DAYS)) throw invalidField('to', `must be within ${LONGEST_DAYS} days`);
    const ofThoseDays = { $match: { day: { $gte: from, $lte: to } } };
    const [byDay, byCustomer, [state]] = await Promise.all([
      deps.dailyTotals.aggregate(
        [ofThoseDays, { $group: { _id: '$day', ...adding } }],
        z.object({ _id: z.iso.date(), ...sums }),
      ),
      deps.dailyTotals.aggregate(
        [
          ofThoseDays,
          { $group: { _id: '$customerId', ...adding } },
          { $sort: { bookedOre: -1, _id: 1 } },
          { $limit: MOST_CUSTOMERS },
        ],
        z.object({ _id: storedId(CustomerId), ...sums }),
      ),
      deps.dailyTotals.aggregate(
        [
          ofThoseDays,
          {
            $group: {
              _id: null,
              ...adding,
              computedAt: { $min: '$computedAt' },
              pending: { $sum: { $cond: [{ $ifNull: ['$unsettledSince', false] }, 1, 0] } },
            },
          },
        ],
        z.object({ ...sums, computedAt: storedDate.nullable(), pending: z.int() }),
      ),
    ]);
    const ids = byCustomer.map(({ _id }) => _id);
    const companies =
      ids.length === 0 ? [] : await askForEnrichment('customers', deps.companyNames(ids), call.trace.traceId);
    const names = new Map(companies?.map(({ _id, name }) => [_id, name]));
    const days = new Map(byDay.map((day) => [day._id, day]));
    return reply(200, {
      from,
      to,
      total: toTotals(state ?? NOTHING),
      days: daysFrom(from, to).map((date) => ({ date, ...toTotals(days.get(date) ?? NOTHING) })),
      customers: byCustomer.map((one) => ({
        customerId: one._id,
        name: names.get(one._id) ?? null,
        ...toTotals(one),
      })),
      computedAt: state?.computedAt?.toISOString() ?? null,
      pending: state?.pending ?? 0,
    });
  },
);
