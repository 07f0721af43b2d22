import type { Day } from '#shared/instant';
import type { Ore } from '#shared/money';
import type { Unit } from '../domain/supply.ts';

/** How a Swede writes what an invoice says (SIS: space between thousands, comma before öre). */

const NO_BREAK = '\u00a0';

/** `12 345,60`, without a currency. */
export const amountInWords = (amount: Ore): string => decimals((amount / 100).toFixed(2));

/** `4,5`: as many decimals as there are, at most two. */
export const quantityInWords = (hundredths: number): string => decimals(String(hundredths / 100));

/** From `1234.5` to `1 234,5`. */
function decimals(written: string): string {
  const [whole = '', fraction] = written.replace('-', '\u2212').split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, NO_BREAK);
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

export const unitInWords: Readonly<Record<Unit, string>> = {
  HUR: 'tim',
  MIN: 'min',
  DAY: 'dag',
  C62: 'st',
  EA: 'st',
  KMT: 'km',
};

/** The days from one to another: the terms of payment. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export const countryInWords = (country: string): string =>
  new Intl.DisplayNames(['sv'], { type: 'region' }).of(country) ?? country;
