import * as z from 'zod';
import { Temporal } from 'temporal-polyfill';

const ZONE = 'Europe/Stockholm';

const EARLIEST = new Date('1900-01-01T00:00:00Z');
const LATEST = new Date('9999-01-01T00:00:00Z');

/** A moment as a client sends it: ISO 8601 with `Z` or an offset. A time without a zone is refused. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with Z or an offset, such as 2026-12-05T18:00:00Z' })
  .transform((text) => new Date(text))
  // Beyond, a time has more than four digits of year in UTC, and what is stored could not be read again.
  .refine((moment) => moment >= EARLIEST && moment < LATEST, 'must be in the years 1900 to 9998')
  .meta({ type: 'string', format: 'date-time', example: '2026-12-05T18:00:00.000Z' });

/** A moment as a client sees it: UTC with `Z` and milliseconds. */
export const InstantView = z.string().meta({ format: 'date-time', example: '2026-12-05T18:00:00.000Z' });

/** A calendar day in Europe/Stockholm, `YYYY-MM-DD`. */
export const Day = z.iso.date({ error: 'must be a day, YYYY-MM-DD' }).meta({ example: '2026-12-05' });
export type Day = string;

/** A bound of a query period: an instant, or a day meaning its start in Europe/Stockholm. */
export const InstantOrDay = z
  .union([Instant, Day.transform(startOfDay)], { error: 'must be an ISO 8601 time with a zone, or a day YYYY-MM-DD' })
  .meta({ type: 'string', example: '2026-12-05' });

/** The instant at which a day begins in Europe/Stockholm. */
export function startOfDay(day: Day): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);
}

/** The day in Europe/Stockholm in which an instant falls. */
export function dayOf(instant: Date): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();

/** A half-open span of time, `[start, end)`: back-to-back never collides. */
export interface Period {
  start: Date;
  end: Date;
}

export const overlaps = (a: Period, b: Period): boolean => a.start < b.end && b.start < a.end;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
