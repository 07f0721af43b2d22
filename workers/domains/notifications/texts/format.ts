import type { Language } from './text.ts';

// English as it is written in Sweden: English words, Swedish order of day and month, kronor and 24 hours.
const locales: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-SE' };
const timeZone = 'Europe/Stockholm';

/** Made once for each language: to make a format takes a hundred times as long as to use it. */
const made = new Map<Language, ReturnType<typeof formatsIn>>();

const formatsIn = (locale: string) => ({
  money: new Intl.NumberFormat(locale, { style: 'currency', currency: 'SEK' }),
  weekday: new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }),
  clock: new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  // For days that are no instant: they begin at midnight UTC.
  longDay: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }),
});

function formatsOf(language: Language): ReturnType<typeof formatsIn> {
  const formats = made.get(language) ?? formatsIn(locales[language]);
  made.set(language, formats);
  return formats;
}

/** An amount in öre as a Swede writes it: `12 500,50 kr`. */
export const money = (amountOre: number, language: Language): string =>
  formatsOf(language).money.format(amountOre / 100);

/** A span of time in Sweden; the second day only where it is another one: `lör 5 december 2026 18:00–23:00`. */
export function period(span: { start: Date; end: Date }, language: Language): string {
  const { weekday, clock } = formatsOf(language);
  const [from, until] = [weekday.format(span.start), weekday.format(span.end)];
  const end = from === until ? '' : `${until} `;
  const dash = from === until ? '–' : ' – ';
  return `${from} ${clock.format(span.start)}${dash}${end}${clock.format(span.end)}`;
}

/** A calendar day, `YYYY-MM-DD`, in words: `23 december 2026`. */
export const longDay = (day: string, language: Language): string =>
  formatsOf(language).longDay.format(new Date(`${day}T00:00:00Z`));
