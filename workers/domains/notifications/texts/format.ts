import type { Language } from './text.ts';

// English as it is written in Sweden: English words, Swedish order of day and month, kronor and 24 hours.
const locales: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-SE' };
const timeZone = 'Europe/Stockholm';

/** An amount in öre as a Swede writes it: `12 500,50 kr`. */
export const money = (amountOre: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'SEK' }).format(amountOre / 100);

/** The calendar day of an instant in Sweden: `lör 5 december 2026`. */
const dayAt = (instant: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(instant);

const clockAt = (instant: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    instant,
  );

/** A span of time in Sweden; the second day only where it is another one: `lör 5 december 2026 18:00–23:00`. */
export function period(span: { start: Date; end: Date }, language: Language): string {
  const [from, until] = [dayAt(span.start, language), dayAt(span.end, language)];
  const end = from === until ? '' : `${until} `;
  const dash = from === until ? '–' : ' – ';
  return `${from} ${clockAt(span.start, language)}${dash}${end}${clockAt(span.end, language)}`;
}

/** A calendar day, `YYYY-MM-DD`, in words: `23 december 2026`. */
export const longDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', dateStyle: 'long' }).format(
    new Date(`${day}T00:00:00Z`),
  );
