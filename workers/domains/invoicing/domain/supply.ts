/**
 * What a line sells, as far as VAT goes (ML 2023:200). `booking`: the crew member's work itself; `travel`, `hotel` and
 * `equipment` accompany it; those after `other` are supplies of their own, which no request can name yet.
 */
export const supplyKinds = [
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
] as const;
export type SupplyKind = (typeof supplyKinds)[number];

/** VAT category codes of UNCL 5305: S standard (any rate above zero), E exempt, AE reverse charge. */
export const vatCategories = ['S', 'E', 'AE'] as const;
export type VatCategory = (typeof vatCategories)[number];

export const sellerKinds = ['performer', 'agency', 'technical'] as const;
export type SellerKind = (typeof sellerKinds)[number];

/** Units of UN/ECE recommendation 20: hour, minute, day, one, each, kilometre. */
export const units = ['HUR', 'MIN', 'DAY', 'C62', 'EA', 'KMT'] as const;
export type Unit = (typeof units)[number];
