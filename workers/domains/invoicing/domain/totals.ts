import { divideHalfUp, ore, type Ore } from '#shared/money';
import type { VatCategory } from './supply.ts';

/** The part of an invoice that has one VAT category and rate. */
export interface VatPart {
  vatCategory: VatCategory;
  vatRate: number;
  amountOre: Ore;
  vatOre: Ore;
}

export interface Totals {
  /** By category (S before E before AE), higher rates first. */
  vatBreakdown: VatPart[];
  amountOre: Ore;
  vatOre: Ore;
  totalOre: Ore;
  roundingOre: Ore;
  toPayOre: Ore;
}

const ORDER: readonly VatCategory[] = ['S', 'E', 'AE'];

/**
 * Adds lines up. VAT is computed once for each rate on the sum of its lines, never line by line, and is not rounded to
 * whole kronor (Skatteverket dnr 8-19049; Peppol BIS 3: sums are not rounded again).
 *
 * @param roundsToKronor whether the seller rounds the amount to pay
 */
export function totalsOf(
  lines: readonly { vatCategory: VatCategory; vatRate: number; amountOre: Ore }[],
  roundsToKronor: boolean,
): Totals {
  const sums = new Map<string, { vatCategory: VatCategory; vatRate: number; amount: number }>();
  for (const { vatCategory, vatRate, amountOre } of lines) {
    const key = `${vatCategory} ${vatRate}`;
    const amount = (sums.get(key)?.amount ?? 0) + amountOre;
    sums.set(key, { vatCategory, vatRate, amount });
  }
  const vatBreakdown = [...sums.values()]
    .map(({ vatCategory, vatRate, amount }) => ({
      vatCategory,
      vatRate,
      amountOre: ore(amount),
      vatOre: vatOf(ore(amount), vatRate),
    }))
    .toSorted(
      (one, other) => ORDER.indexOf(one.vatCategory) - ORDER.indexOf(other.vatCategory) || other.vatRate - one.vatRate,
    );
  const amountOre = sumOf(vatBreakdown.map((part) => part.amountOre));
  const vatOre = sumOf(vatBreakdown.map((part) => part.vatOre));
  const totalOre = ore(amountOre + vatOre);
  const roundingOre = roundsToKronor ? roundingOf(totalOre) : ore(0);
  return { vatBreakdown, amountOre, vatOre, totalOre, roundingOre, toPayOre: ore(totalOre + roundingOre) };
}

/** VAT in öre on a base >= 0, half up on the third decimal of the krona (Skatteverket dnr 8-19049, 381778, 321578). */
export const vatOf = (base: Ore, ratePercent: number): Ore => ore(divideHalfUp(base * ratePercent, 100));

/** What makes an amount whole kronor: 1-49 öre fall away, 50-99 become a krona (lag 1970:1029). Between -49 and 50 öre. */
export const roundingOf = (total: Ore): Ore => ore(divideHalfUp(total, 100) * 100 - total);

const sumOf = (amounts: readonly Ore[]): Ore => ore(amounts.reduce((sum, amount) => sum + amount, 0));
