import { ore, type Ore } from '#shared/money';
import { roundingOf, vatOf, type VatPart } from './totals.ts';
import type { VatCategory } from './supply.ts';

/** A line of the original, in its order. */
export interface CreditableLine {
  vatCategory: VatCategory;
  vatRate: number;
  amountOre: Ore;
  /** Net, by earlier credit notes. */
  creditedOre: Ore;
}

/** Part of a line that is to be credited. */
export interface LineCredit {
  /** From 1, in the original. */
  line: number;
  /** Net, above 0. */
  amountOre: Ore;
}

export interface Credit {
  /** One for each line of the original that is credited. */
  lines: LineCredit[];
  vatBreakdown: VatPart[];
  amountOre: Ore;
  vatOre: Ore;
  totalOre: Ore;
  roundingOre: Ore;
  toPayOre: Ore;
}

/** Why a credit cannot be given: nothing is left, there is no such line, or the line has less left. */
export type CreditRefusal = { refused: 'nothing-left' } | { refused: 'no-such-line' | 'exceeds-line'; line: number };

/** All that is left of an invoice, line by line. */
export const restOf = (original: readonly CreditableLine[]): LineCredit[] =>
  original.flatMap(({ amountOre, creditedOre }, index) =>
    amountOre > creditedOre ? [{ line: index + 1, amountOre: ore(amountOre - creditedOre) }] : [],
  );

/**
 * What a credit note says, in positive amounts at the original's rates (ML 17 kap. 22-23 §; Peppol type 381). VAT and
 * rounding are those of all that is credited after it less those of all before it: so whatever the parts, credits in full
 * add up to the original to the öre, and none differs from its own exact VAT by more than one öre.
 *
 * @param asked several for one line are added up
 * @param roundsToKronor whether the original's amount to pay was rounded
 */
export function creditOf(
  original: readonly CreditableLine[],
  asked: readonly LineCredit[],
  roundsToKronor: boolean,
): Credit | CreditRefusal {
  if (asked.length === 0) return { refused: 'nothing-left' };
  const byLine = new Map<number, number>();
  for (const { line, amountOre } of asked) byLine.set(line, (byLine.get(line) ?? 0) + amountOre);
  for (const [line, amount] of byLine) {
    const credited = original[line - 1];
    if (!credited) return { refused: 'no-such-line', line };
    if (amount > credited.amountOre - credited.creditedOre) return { refused: 'exceeds-line', line };
  }

  const parts = new Map<string, { vatCategory: VatCategory; vatRate: number; before: number; now: number }>();
  for (const [index, { vatCategory, vatRate, creditedOre }] of original.entries()) {
    const key = `${vatCategory} ${vatRate}`;
    const part = parts.get(key) ?? { vatCategory, vatRate, before: 0, now: 0 };
    part.before += creditedOre;
    part.now += byLine.get(index + 1) ?? 0;
    parts.set(key, part);
  }

  let totalBefore = 0;
  const vatBreakdown: VatPart[] = [];
  for (const { vatCategory, vatRate, before, now } of parts.values()) {
    const vatBefore = vatOf(ore(before), vatRate);
    totalBefore += before + vatBefore;
    const vatOre = ore(vatOf(ore(before + now), vatRate) - vatBefore);
    if (now > 0) vatBreakdown.push({ vatCategory, vatRate, amountOre: ore(now), vatOre });
  }

  const amountOre = ore(vatBreakdown.reduce((sum, part) => sum + part.amountOre, 0));
  const vatOre = ore(vatBreakdown.reduce((sum, part) => sum + part.vatOre, 0));
  const totalOre = ore(amountOre + vatOre);
  const roundingOre = roundsToKronor
    ? ore(roundingOf(ore(totalBefore + totalOre)) - roundingOf(ore(totalBefore)))
    : ore(0);
  return {
    lines: [...byLine].map(([line, amount]) => ({ line, amountOre: ore(amount) })).toSorted((a, b) => a.line - b.line),
    vatBreakdown,
    amountOre,
    vatOre,
    totalOre,
    roundingOre,
    toPayOre: ore(totalOre + roundingOre),
  };
}
