import { change, DuplicateKey, oid } from '#shared/documents';
import { DailyTotalId, type CustomerId } from '#shared/ids';
import type { Day } from '#shared/instant';
import { ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { shortHash } from '#shared/short-hash';
import type { Deps } from '../ports.ts';

/**
 * Marks what a customer comes to on a day as out of date. The version grows with each mark, so that an adding-up which began
 * before it cannot take it off.
 */
export async function markDay(
  customerId: CustomerId,
  day: Day,
  now: Date,
  { dailyTotals }: Pick<Deps, 'dailyTotals'>,
): Promise<void> {
  const _id = await dailyTotalIdOf(customerId, day);
  const mark = () => dailyTotals.update({ _id: oid(_id) }, { ...change(now, {}), $min: { unsettledSince: now } });
  if (await mark()) return;
  const nothing = { requested: 0, confirmed: 0, completed: 0, cancelled: 0 };
  const noMoney = { bookedOre: ore(0), invoicedOre: ore(0), paidOre: ore(0) };
  try {
    await dailyTotals.insert({
      _id,
      ...firstVersion(now),
      customerId,
      day,
      unsettledSince: now,
      computedAt: null,
      ...nothing,
      ...noMoney,
    });
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    // Another message of the same day was faster.
    await mark();
  }
}

/** One document for each customer and day: its id is made of both, so that nobody can make a second one. */
async function dailyTotalIdOf(customerId: CustomerId, day: Day): Promise<DailyTotalId> {
  return DailyTotalId.parse(await shortHash(`${customerId} ${day}`, 12));
}
