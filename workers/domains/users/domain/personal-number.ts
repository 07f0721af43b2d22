import Personnummer from 'personnummer';
import type { Day } from '#shared/instant';

/**
 * A personnummer or samordningsnummer as twelve digits, `YYYYMMDDNNNC` (SKV 704; SFS 1991:481, 18 §; a samordningsnummer
 * has 60 added to the day), null for anything else. Interim numbers, with a letter, are no identity numbers: refused.
 *
 * @param today no one is born after it: a short form (`YYMMDD-NNNC`) that would say so is of the century before
 */
export function personalNumberDigits(typed: string, today: Day): string | null {
  const written = typed.trim();
  const parsed = parse(written);
  if (!parsed) return null;
  if (birthDayOf(parsed) <= today) return parsed.format(true);

  const saysCentury = /^\d{8}/.test(written);
  const earlier = saysCentury ? null : parse(`${Number(parsed.century) - 1}${parsed.format(true).slice(2)}`);
  return earlier?.format(true) ?? null;
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
