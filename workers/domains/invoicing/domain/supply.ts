import { z } from 'zod';

/**
 * What a line sells, as far as VAT goes (ML 2023:200). `booking`: the crew member's work itself; `travel`, `hotel` and
 * `equipment` accompany it; the rest are supplies of their own, which no request can name yet.
 */
export const SupplyKind = z.enum([
  'booking',
  'travel',
  'hotel',
  'equipment',
  'other',
  'copyright',
  'admission',
  'passenger-transport',
  'accommodation',
  'catering',
  'food',
]);
export type SupplyKind = z.infer<typeof SupplyKind>;

/** VAT category codes of UNCL 5305: S standard (any rate above zero), E exempt, AE reverse charge. */
export const VatCategory = z.enum(['S', 'E', 'AE']);
export type VatCategory = z.infer<typeof VatCategory>;

export const SellerKind = z.enum(['performer', 'agency', 'technical']);
export type SellerKind = z.infer<typeof SellerKind>;

/** Units of UN/ECE recommendation 20: hour, minute, day, one, each, kilometre. */
export const Unit = z.enum(['HUR', 'MIN', 'DAY', 'C62', 'EA', 'KMT']);
export type Unit = z.infer<typeof Unit>;
