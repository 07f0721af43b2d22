import type { TimeType } from '#shared/enums';
import type { FieldProblem } from '#shared/errors';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Period } from '#shared/instant';
import { divideHalfUp, ore, type Ore } from '#shared/money';
import { searchKey } from '#shared/text-search';

/** Value added tax on crew work as shown with a price, in percent. What an invoice charges is decided when it is issued. */
export const VAT_PERCENT = 25;

export interface Skill {
  category: string;
  skill: string;
}

/** What an organizer pays for a skill; the keys are category and skill in lower case. */
export interface Tariff {
  category: string;
  skill: string;
  categoryKey: string;
  skillKey: string;
  timeType: TimeType;
  amountOre: Ore;
}

/** What a request names of the work to be done; anything left out is chosen. */
export interface WorkWish {
  category?: string | undefined;
  skill?: string | undefined;
  timeType?: TimeType | undefined;
}

/** A tariff, or what is wrong with the request, so that none can be chosen. */
export type TariffChoice<T extends Tariff> = { tariff: T } | { problem: FieldProblem };

const PREFERRED: readonly TimeType[] = ['Hour', 'Day', 'Event'];

/**
 * The tariff that prices a crew member's work (spec: section 7): among the skills that the request leaves, in the crew
 * member's own order, the first for which there is a tariff; by the hour before by the day before for the whole event.
 * Categories and skills match ignoring case.
 */
export function chooseTariff<T extends Tariff>(
  skills: readonly Skill[],
  tariffs: readonly T[],
  wish: WorkWish,
): TariffChoice<T> {
  const matches = (wished: string | undefined, present: string) =>
    wished === undefined || searchKey(wished) === searchKey(present);
  const eligible = skills.filter(
    ({ category, skill }) => matches(wish.category, category) && matches(wish.skill, skill),
  );
  const named = wish.category !== undefined || wish.skill !== undefined;
  if (eligible.length === 0 && named) {
    const field = wish.skill === undefined ? 'category' : 'skill';
    return { problem: { field, message: 'is not among the skills of the crew member' } };
  }
  for (const { category, skill } of eligible) {
    const fitting = tariffs.filter(
      (tariff) =>
        tariff.categoryKey === searchKey(category) &&
        tariff.skillKey === searchKey(skill) &&
        (wish.timeType === undefined || tariff.timeType === wish.timeType),
    );
    const chosen = PREFERRED.flatMap((timeType) => fitting.filter((tariff) => tariff.timeType === timeType))[0];
    if (chosen) return { tariff: chosen };
  }
  return { problem: { field: 'crewId', message: 'has no skill for which the organizer has a tariff' } };
}

/** The units of a period as they are shown: hours with four decimals, started days of 24 hours, or one event. */
export function unitsOf(timeType: TimeType, period: Period): number {
  const ms = period.end.getTime() - period.start.getTime();
  switch (timeType) {
    case 'Hour':
      return divideHalfUp(ms * 10_000, HOUR_MS) / 10_000;
    case 'Day':
      return Math.ceil(ms / DAY_MS);
    case 'Event':
      return 1;
  }
}

/** What a period costs in öre, without VAT: rate times exact units, half up to the öre. */
export function amountOf(timeType: TimeType, rateOre: Ore, period: Period): Ore {
  if (timeType !== 'Hour') return ore(rateOre * unitsOf(timeType, period));
  // From the time itself, never from the shown hours: 80 minutes are 4/3 hours, not 1.3333. The product of a high rate
  // and a month in milliseconds is beyond what a number holds exactly.
  const ms = period.end.getTime() - period.start.getTime();
  return ore(divideHalfUp(BigInt(rateOre) * BigInt(ms), HOUR_MS));
}

/**
 * The period that a duration in units of its time type stands for. Hours are read to the whole minute, so that the hours
 * shown on a booking (1.3333 for 80 minutes) give that booking's price.
 */
export function periodOf(timeType: TimeType, duration: number): Period {
  const ms = timeType === 'Hour' ? Math.round(duration * 60) * MINUTE_MS : Math.ceil(duration) * DAY_MS;
  return { start: new Date(0), end: new Date(ms) };
}

export const vatOf = (amount: Ore): Ore => ore(divideHalfUp(amount * VAT_PERCENT, 100));
