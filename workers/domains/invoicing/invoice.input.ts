import * as z from 'zod';
import { text } from '#shared/fields';
import type { BookingId } from '#shared/ids';
import { ore, SekInput } from '#shared/money';
import { amountOf, type Item } from './domain/line.ts';
import { units, type Unit } from './domain/supply.ts';

const MOST = ore(1_000_000_00);

/** Words that people write for a unit, beside its code. */
const unitWords: Readonly<Record<string, Unit>> = {
  h: 'HUR',
  hour: 'HUR',
  hours: 'HUR',
  tim: 'HUR',
  min: 'MIN',
  day: 'DAY',
  days: 'DAY',
  dag: 'DAY',
  km: 'KMT',
  pcs: 'C62',
  piece: 'C62',
  st: 'C62',
};

const UnitInput = z
  .string()
  .trim()
  .transform((typed, context) => {
    const code = unitWords[typed.toLowerCase()] ?? typed.toUpperCase();
    const unit = units.find((known) => known === code);
    if (unit) return unit;
    context.addIssue({ code: 'custom', message: `must be a unit of UN/ECE 20: ${units.join(', ')}` });
    return z.NEVER;
  })
  .meta({ type: 'string', example: 'KMT', description: 'HUR, MIN, DAY, C62 (one), EA (each) or KMT' });

/** A quantity with at most two decimals, parsed to hundredths. */
const QuantityInput = z
  .number()
  .positive('must be more than 0')
  .max(100_000, 'must be at most 100000')
  .refine((quantity) => Number(quantity.toFixed(2)) === quantity, 'must have at most two decimals')
  .transform((quantity) => Math.round(quantity * 100))
  .meta({ type: 'number', example: 120 });

/** Something that accompanies a booking on its invoice. The price is for one unit, without VAT. */
export const ExtraLineInput = z.strictObject({
  description: text(1, 200).meta({ example: 'Bil Stockholm-Uppsala, tur och retur' }),
  quantity: QuantityInput,
  unit: UnitInput,
  unitPrice: SekInput.refine((price) => price > 0, 'must be more than 0')
    .refine((price) => price <= MOST, 'must be at most 1000000')
    .meta({ type: 'number', example: 25 }),
  kind: z.enum(['travel', 'hotel', 'equipment', 'other'], 'must be travel, hotel, equipment or other'),
});
export type ExtraLineInput = z.infer<typeof ExtraLineInput>;

/** An extra line as it is billed; `bookingId` is the booking that it accompanies, null for all on the invoice. */
export function itemOf(
  { description, quantity, unit, unitPrice, kind }: ExtraLineInput,
  bookingId: BookingId | null,
): Item {
  const priced = { quantityHundredths: quantity, unit, unitPriceOre: unitPrice, priceBase: 1 };
  return { bookingId, kind, description, ...priced, amountOre: amountOf(priced) };
}
