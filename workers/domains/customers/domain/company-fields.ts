import Organisationsnummer from 'organisationsnummer';
import { hasValidCheckDigit } from '#shared/luhn';

/**
 * A Swedish organization number, or for a sole trader the owner's personnummer, as ten digits; null where it is neither.
 * Accepts `NNNNNN-NNNN` and ten digits (lag 1974:174 om identitetsbeteckning; Luhn).
 */
export function orgNumberDigits(typed: string): string | null {
  const trimmed = typed.trim();
  if (!/^\d{6}-?\d{4}$/.test(trimmed) || !Organisationsnummer.valid(trimmed)) return null;
  return trimmed.replace('-', '');
}

/** `NNNNN` or `NNN NN` as five digits; null where it is neither. */
export const zipCodeDigits = (typed: string): string | null =>
  /^\d{3} ?\d{2}$/.test(typed.trim()) ? typed.replaceAll(/\s/g, '') : null;

/** A Bankgiro number, seven or eight digits with a check digit, as digits; null where it is not one (Bankgirot). */
export const bankgiroDigits = (typed: string): string | null => giroDigits(typed, 7, 8);

/** A Plusgiro number, two to eight digits with a check digit, as digits; null where it is not one (SE-R-007, -010). */
export const plusgiroDigits = (typed: string): string | null => giroDigits(typed, 2, 8);

function giroDigits(typed: string, min: number, max: number): string | null {
  const digits = typed.replaceAll(/[\s-]/g, '');
  return digits.length >= min && digits.length <= max && hasValidCheckDigit(digits) ? digits : null;
}

/** A VAT number: Sweden's is SE, the organization number and two digits (ML 2023:200; SE-R-001); other states' by form. */
export const isVatNumber = (typed: string): boolean =>
  typed.startsWith('SE')
    ? /^SE\d{12}$/.test(typed) && hasValidCheckDigit(typed.slice(2, 12)) && !typed.endsWith('00')
    : /^[A-Z]{2}[0-9A-Z]{2,12}$/.test(typed);

/** A country of ISO 3166-1, by its two letters. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || code === 'ZZ') return false;
  // Without a name in the runtime's own table it is no country: `of` then gives the code back.
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) !== code;
}
