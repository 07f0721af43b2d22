import { overlaps, type Period } from '#shared/instant';

/** A part of a period in which somebody says they are, or are not, available. */
export interface Slot extends Period {
  isAvailable: boolean;
}

/**
 * What is blocked after a person has said something about `period`: that replaces what they said of it before and trims
 * the rest. In order, without overlaps, and nothing that touches is left apart.
 *
 * @param unavailable what is blocked now; what is in no slot is available
 */
export function withSlot(unavailable: readonly Period[], { start, end, isAvailable }: Slot): Period[] {
  const rest = unavailable.flatMap((blocked) => without(blocked, { start, end }));
  return merged(isAvailable ? rest : [...rest, { start, end }]);
}

/** A period as slots that cover it without gaps: blocked ones, and available ones between them. */
export function slotsOf(unavailable: readonly Period[], period: Period): Slot[] {
  const slots: Slot[] = [];
  let from = period.start;
  for (const blocked of merged(unavailable.filter((slot) => overlaps(slot, period)))) {
    const start = latest(blocked.start, period.start);
    const end = earliest(blocked.end, period.end);
    if (from < start) slots.push({ start: from, end: start, isAvailable: true });
    slots.push({ start, end, isAvailable: false });
    from = end;
  }
  if (from < period.end) slots.push({ start: from, end: period.end, isAvailable: true });
  return slots;
}

/** Whether two lists of blocked periods say the same. */
export const saysTheSame = (some: readonly Period[], others: readonly Period[]): boolean =>
  some.length === others.length &&
  some.every(({ start, end }, place) => {
    const other = others[place];
    return other?.start.getTime() === start.getTime() && other.end.getTime() === end.getTime();
  });

/** What is left of a period when another is cut out of it. */
function without(whole: Period, cut: Period): Period[] {
  if (!overlaps(whole, cut)) return [whole];
  return [
    { start: whole.start, end: cut.start },
    { start: cut.end, end: whole.end },
  ].filter(({ start, end }) => start < end);
}

function merged(periods: readonly Period[]): Period[] {
  const result: Period[] = [];
  for (const { start, end } of periods.toSorted((a, b) => a.start.getTime() - b.start.getTime())) {
    const last = result.at(-1);
    if (last && start <= last.end) result[result.length - 1] = { start: last.start, end: latest(last.end, end) };
    else result.push({ start, end });
  }
  return result;
}

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
const latest = (a: Date, b: Date): Date => (a > b ? a : b);
