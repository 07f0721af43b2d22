import { luhnCheckDigit } from '#shared/luhn';

/** Bankgirot takes references of 2 to 25 digits: a base, one length digit, one check digit. */
const LONGEST = 25;

/**
 * An OCR reference with a length digit (the last digit of the whole length) and a check digit (mod 10) behind its base:
 * Bankgirot's control level "variable length", which the softer levels let through as well.
 *
 * @param base 1 to 23 digits
 */
export function ocrOf(base: string): string {
  if (!/^\d+$/.test(base) || base.length + 2 > LONGEST) throw new Error('an OCR base has 1 to 23 digits');
  const withLength = `${base}${(base.length + 2) % 10}`;
  return `${withLength}${luhnCheckDigit(withLength)}`;
}
