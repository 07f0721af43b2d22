import { ore, type Ore } from '#shared/money';
import type { VatCategory } from './supply.ts';

/** Up to this total, with VAT, an invoice may be a simplified one, which need not say who buys (ML 17 kap. 26 and 28 §). */
const MOST_OF_A_SIMPLIFIED_INVOICE = ore(4_000_00);

/** The buyer as far as an invoice must say who that is. */
export interface NamedBuyer {
  address: string | null;
  zipCode: string | null;
  city: string | null;
}

/**
 * The fields of the buyer that are not there and without which an invoice would not be whole: its address (ML 17 kap. 24 §
 * 6), unless it is small enough for a simplified invoice. One to another country, where the buyer accounts for the VAT,
 * never is.
 */
export function missingOfBuyer(
  buyer: NamedBuyer,
  { totalOre, lines }: { totalOre: Ore; lines: readonly { vatCategory: VatCategory }[] },
): string[] {
  const isSimplified =
    totalOre <= MOST_OF_A_SIMPLIFIED_INVOICE && lines.every(({ vatCategory }) => vatCategory !== 'AE');
  if (isSimplified) return [];
  return (['address', 'zipCode', 'city'] as const).filter((field) => (buyer[field] ?? '').trim() === '');
}
