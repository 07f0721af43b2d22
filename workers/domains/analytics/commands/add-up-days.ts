import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { addDays, DAY_MS, startOfDay } from '#shared/instant';
import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { StoredDailyTotal } from '../daily-total.documents.ts';
import type { Deps } from '../ports.ts';

const MARKED_PER_SWEEP = 200;
const CHECKED_PER_SWEEP = 10;
const AT_ONCE = 10;
/** So often each total is added up anew although nothing marked it: should a change ever tell nobody, this finds it. */
const CHECK_EVERY_MS = 7 * DAY_MS;

/**
 * Adds up the days that are marked as out of date, oldest mark first, and some that were not looked at for a week: a bounded
 * number for each sweep. Safe to run twice, late, or at once.
 */
export async function addUpDays(deps: Deps, call: Call): Promise<void> {
  const now = call.now();
  const [marked, old] = await Promise.all([
    deps.dailyTotals.find({ unsettledSince: { $lte: now } }, { sort: { unsettledSince: 1 }, limit: MARKED_PER_SWEEP }),
    deps.dailyTotals.find(
      { computedAt: { $lt: new Date(now.getTime() - CHECK_EVERY_MS) } },
      { sort: { computedAt: 1 }, limit: CHECKED_PER_SWEEP },
    ),
  ]);
  const marks = new Set(marked.map(({ _id }) => _id));
  const due = [...marked, ...old.filter(({ _id }) => !marks.has(_id))];
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(due.slice(from, from + AT_ONCE).map((total) => addUp(total, deps, call)));
  }
}

/**
 * Asks those who own the records what the day comes to, and writes that where nothing was marked since the total was read. The
 * mark was read before the records are asked, so what it tells of is in them.
 */
async function addUp({ _id, version, customerId, day }: StoredDailyTotal, deps: Deps, call: Call): Promise<void> {
  const period = { start: startOfDay(day), end: startOfDay(addDays(day, 1)) };
  try {
    const [bookings, revenue] = await Promise.all([
      ask('bookings', deps.bookingTotals(customerId, period)),
      ask('invoicing', deps.revenueOf(customerId, period)),
    ]);
    const { requested, confirmed, completed, cancelled, bookedOre } = bookings;
    const { invoicedOre, paidOre } = revenue;
    const now = call.now();
    const totals = { requested, confirmed, completed, cancelled, bookedOre, invoicedOre, paidOre };
    await deps.dailyTotals.update(
      { _id: oid(_id), version },
      change(now, { set: { ...totals, computedAt: now }, unset: ['unsettledSince'] }),
    );
  } catch (error) {
    log('warn', 'day-left-to-next-sweep', { traceId: call.trace.traceId, dailyTotalId: _id, error });
    // To the back of the line, so that one that cannot be added up does not block the rest.
    await deps.dailyTotals.update({ _id: oid(_id), version }, { $set: { unsettledSince: call.now() } });
  }
}
