import * as z from 'zod';

/** Whole öre, the only form of money inside the system. */
export const Ore = z.int().brand<'Ore'>();
export type Ore = z.infer<typeof Ore>;

export const ore = (whole: number): Ore => Ore.parse(whole);

/** An amount as a client sends it: a JSON number in SEK with at most two decimals; parsed to öre. */
export const SekInput = z
  .number()
  .min(-1e11)
  .max(1e11)
  .refine(hasTwoDecimals, 'must have at most two decimals')
  .transform((sek) => ore(Math.round(sek * 100)));

// A product with 100 is inexact in binary; the shortest decimal form of the number is not.
function hasTwoDecimals(sek: number): boolean {
  return Number(sek.toFixed(2)) === sek;
}

/** An amount as a client sees it. */
export const Sek = z.number().meta({ example: 1250.5, description: 'SEK, at most two decimals' });

export const sekOf = (amount: Ore): number => amount / 100;

/** Integer division, half up, for a numerator >= 0 and a denominator > 0 (spec: "Rounding half up"). */
export const divideHalfUp = (numerator: number | bigint, denominator: number): number =>
  Number((2n * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)));
