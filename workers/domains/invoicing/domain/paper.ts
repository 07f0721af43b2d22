import type { Day } from '#shared/instant';
import type { Ore } from '#shared/money';
import type { Seller } from './seller.ts';
import type { Unit, VatCategory } from './supply.ts';
import type { Totals } from './totals.ts';

/** The seller as an invoice names it. Numbers without hyphens and spaces. */
type PaperSeller = Omit<Seller, 'sellerId' | 'rounding' | 'declaresPerformance'>;

/** The buyer as an invoice names it. Numbers without hyphens and spaces. */
interface PaperBuyer {
  name: string;
  orgNumber: string;
  vatNumber: string | null;
  address: string | null;
  zipCode: string | null;
  city: string | null;
  country: string;
  contact: string | null;
  invoiceReference: string | null;
  peppolId: string | null;
}

export interface PaperLine {
  bookingId: string | null;
  description: string;
  /** In hundredths of `unit`. */
  quantityHundredths: number;
  unit: Unit;
  /** For `priceBase` units. */
  unitPriceOre: Ore;
  priceBase: number;
  amountOre: Ore;
  /** Percent: 25, not 0.25. */
  vatRate: number;
  vatCategory: VatCategory;
  exemptionReason: string | null;
}

/** All that the papers of an invoice or credit note say, whatever their form: a page to read or a file for a machine. */
export interface Paper extends Totals {
  type: 'Invoice' | 'CreditNote';
  number: string;
  ocr: string | null;
  issuedDate: Day;
  /** null on a credit note: nothing is to be paid. */
  dueDate: Day | null;
  supplyDate: Day | null;
  seller: PaperSeller;
  buyer: PaperBuyer;
  lines: readonly PaperLine[];
  /** What a credit note corrects (ML 17 kap. 22 §: an unambiguous reference to the original). */
  credits: { number: string; issuedDate: Day } | null;
}

/** The booking that stands for the buyer's order: the first of the lines. */
export const orderOf = ({ lines }: Pick<Paper, 'lines'>): string | null =>
  lines.find(({ bookingId }) => bookingId !== null)?.bookingId ?? null;
