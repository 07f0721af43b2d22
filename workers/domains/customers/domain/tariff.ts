import type { TimeType } from '#shared/enums';
import type { CustomerId, TariffId } from '#shared/ids';
import type { Ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';

/** A new tariff: what a customer pays for a skill, for each hour, day or event. */
export const newTariff = (
  id: TariffId,
  customerId: CustomerId,
  wish: { category: string; skill: string; timeType: TimeType; amount: Ore },
  now: Date,
) => ({
  _id: id,
  ...firstVersion(now),
  outbox: [],
  customerId,
  category: wish.category,
  skill: wish.skill,
  categoryKey: searchKey(wish.category),
  skillKey: searchKey(wish.skill),
  timeType: wish.timeType,
  amountOre: wish.amount,
  live: true,
});

/** The places in a list of tariffs that say the same as an earlier one: category, skill and time type, ignoring case. */
export function repeatedTariffs(tariffs: readonly { category: string; skill: string; timeType: TimeType }[]): number[] {
  const seen = new Set<string>();
  return tariffs.flatMap(({ category, skill, timeType }, place) => {
    const key = JSON.stringify([searchKey(category), searchKey(skill), timeType]);
    const repeated = seen.has(key);
    seen.add(key);
    return repeated ? [place] : [];
  });
}
