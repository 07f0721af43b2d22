import { ore, type Ore } from '#shared/money';
import type { Line } from './line.ts';
import { roundingOf, vatOf, type Totals } from './totals.ts';

/** How much of a line is credited, net. `line` counts from 1 in the original. */
export interface CreditedPart {
  line: number;
  amountOre: Ore;
}

/** A credit note as far as amounts go; all are positive. */
export interface Credit extends Totals {
  parts: CreditedPart[];
}

/** An invoice with the credits on it so far. */
export interface Creditable extends Totals {
  lines: readonly Line[];
  creditNotes: readonly Credit[];
}

/** What is left of each line, in order; a line of nothing is left until some credit names it. */
function leftOf({ lines, creditNotes }: Pick<Creditable, 'lines' | 'creditNotes'>): CreditedPart[] {
  const parts = creditNotes.flatMap((credit) => credit.parts);
  return lines.flatMap(({ amountOre }, place) => {
    const credited = parts.filter(({ line }) => line === place + 1);
    const left = amountOre - sum(credited.map((part) => part.amountOre));
    return left > 0 || credited.length === 0 ? [{ line: place + 1, amountOre: ore(left) }] : [];
  });
}

/** Whether nothing is left of an invoice. */
export const isCreditedInFull = (invoice: Pick<Creditable, 'lines' | 'creditNotes'>): boolean =>
  leftOf(invoice).length === 0;

/** All that is left of an invoice, or of those of its lines that are of one booking. */
export const restOf = (invoice: Creditable, bookingId: string | null = null): CreditedPart[] =>
  leftOf(invoice).filter(({ line }) => bookingId === null || invoice.lines[line - 1]?.bookingId === bookingId);

/** The first part that is more than what is left of its line; undefined where all fit. */
export function partBeyond(invoice: Creditable, parts: readonly CreditedPart[]): CreditedPart | undefined {
  const left = new Map(leftOf(invoice).map(({ line, amountOre }) => [line, amountOre]));
  return parts.find(({ line, amountOre }) => amountOre > (left.get(line) ?? 0));
}

/**
 * The amounts of a credit, positive and at the rates of the original (ML 17 kap. 22-23 §; Peppol type 381). VAT and rounding
 * are those of all that is credited after it less those of all before it: so whatever the parts, credits in full add up to
 * the original to the öre, and none differs from its own exact VAT by more than one öre.
 *
 * @param parts within what is left of their lines
 */
export function creditOf(invoice: Creditable, parts: readonly CreditedPart[]): Credit {
  const { lines, creditNotes } = invoice;
  const vatBreakdown = invoice.vatBreakdown.flatMap(({ vatCategory, vatRate }) => {
    const isOfRate = (one: { vatCategory: string; vatRate: number } | undefined) =>
      one?.vatCategory === vatCategory && one.vatRate === vatRate;
    const ofRate = parts.filter(({ line }) => isOfRate(lines[line - 1]));
    if (ofRate.length === 0) return [];
    const before = sum(creditNotes.flatMap((credit) => credit.vatBreakdown.filter(isOfRate)).map(netOf));
    const now = sum(ofRate.map(netOf));
    const vatOre = ore(vatOf(ore(before + now), vatRate) - vatOf(before, vatRate));
    return [{ vatCategory, vatRate, amountOre: now, vatOre }];
  });
  const amountOre = sum(vatBreakdown.map(netOf));
  const vatOre = sum(vatBreakdown.map((part) => part.vatOre));
  const totalOre = ore(amountOre + vatOre);
  const totalBefore = sum(creditNotes.map((credit) => credit.totalOre));
  const roundingOre =
    invoice.roundingOre === 0 ? ore(0) : ore(roundingOf(ore(totalBefore + totalOre)) - roundingOf(totalBefore));
  return {
    parts: [...parts],
    vatBreakdown,
    amountOre,
    vatOre,
    totalOre,
    roundingOre,
    toPayOre: ore(totalOre + roundingOre),
  };
}

/** The lines of a credit note: those of the original, and where only a part is credited one piece at that amount. */
export const creditLines = <L extends Line>(lines: readonly L[], parts: readonly CreditedPart[]): L[] =>
  parts.flatMap(({ line, amountOre }) => {
    const original = lines[line - 1];
    if (!original) return [];
    if (original.amountOre === amountOre) return [original];
    return [{ ...original, quantityHundredths: 100, unit: 'C62', unitPriceOre: amountOre, priceBase: 1, amountOre }];
  });

const netOf = ({ amountOre }: { amountOre: Ore }): Ore => amountOre;
const sum = (amounts: readonly number[]): Ore => ore(amounts.reduce((total, amount) => total + amount, 0));
