import Personnummer from 'personnummer';
import type { Day } from '#shared/instant';

/**
 * A personnummer or samordningsnummer as twelve digits, `YYYYMMDDNNNC` (SKV 704; SFS 1991:481, 18 §; a samordningsnummer
 * has 60 added to the day), null for anything else. Interim numbers, with a letter, are no identity numbers: refused.
 *
 * @param today no one is born after it; a short form, `YYMMDD-NNNC`, is of the latest century that has been
 */
export function personalNumberDigits(typed: string, today: Day): string | null {
  const written = typed.trim();
  const [, year = '', rest = '', sign, last = ''] = /^(\d{2})(\d{4})([+-]?)(\d{4})$/.exec(written) ?? [];
  const candidates = sign === undefined ? [written] : longForms(Number(year), rest + last, sign === '+', today);
  const number = candidates.map(parse).find((parsed) => parsed && birthDayOf(parsed) <= today);
  return number?.format(true) ?? null;
}

/** The twelve digits that a short form may mean, latest first. A plus says: a hundred years before (SKV 704). */
function longForms(year: number, digits: string, isPlus: boolean, today: Day): string[] {
  const thisYear = Number(today.slice(0, 4));
  const latest = thisYear - ((thisYear - year) % 100) - (isPlus ? 100 : 0);
  return [latest, latest - 100].map((fullYear) => `${fullYear}${digits}`);
}

function parse(written: string): Personnummer | null {
  try {
    return Personnummer.parse(written, { allowCoordinationNumber: true, allowInterimNumber: false });
  } catch {
    // The library's way of saying that it is none.
    return null;
  }
}

function birthDayOf(number: Personnummer): Day {
  const day = Number(number.day) - (number.isCoordinationNumber() ? 60 : 0);
  return `${number.fullYear}-${number.month}-${String(day).padStart(2, '0')}`;
}

/** Twelve digits as they are written: `YYYYMMDD-NNNC`. */
export const shownPersonalNumber = (digits: string): string => `${digits.slice(0, 8)}-${digits.slice(8)}`;
