import { addDays, dayOf, startOfDay, type Day, type Period } from '#shared/instant';

/** A month in Europe/Stockholm, from its first day to the first day after it. */
export interface Month {
  year: number;
  /** 1-12. */
  month: number;
}

/** The first day of a month, and of the one after it. */
function boundsOf({ year, month }: Month): { first: Day; next: Day } {
  const following = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return { first: firstDay({ year, month }), next: firstDay(following) };
}

const firstDay = ({ year, month }: Month): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;

/** The instants between which a month lies, half-open: not always a whole number of 24 hours, for clocks change. */
export function periodOf(month: Month): Period {
  const { first, next } = boundsOf(month);
  return { start: startOfDay(first), end: startOfDay(next) };
}

/**
 * What happens on which days of a month: each entry stands on every day that it touches, and what ends at midnight does
 * not touch the day that begins then. Days on which nothing happens are left out; the days come in order.
 */
export function byDay<T extends { startDate: Date; endDate: Date }>(
  entries: readonly T[],
  month: Month,
): Record<Day, T[]> {
  const { first, next } = boundsOf(month);
  const spans = entries.map((entry) => ({
    entry,
    from: dayOf(entry.startDate),
    // The last moment that belongs to it: the end itself does not.
    to: dayOf(new Date(entry.endDate.getTime() - 1)),
  }));
  const days: Record<Day, T[]> = {};
  for (let day = first; day < next; day = addDays(day, 1)) {
    const touching = spans.filter(({ from, to }) => from <= day && day <= to);
    if (touching.length > 0) days[day] = touching.map(({ entry }) => entry);
  }
  return days;
}
