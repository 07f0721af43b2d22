import { change, isWritten, oid } from '#shared/documents';
import { conflict, type TimeConflict } from '#shared/errors';
import type { UserId } from '#shared/ids';
import { newCrewCalendar } from './crew-calendar.ts';
import type { Hold, StoredCrewCalendar } from './crew-calendar.documents.ts';
import type { Deps } from './ports.ts';

const TRIES = 5;

/**
 * Closes a calendar for good on condition that nothing is held from now on: afterwards no booking gets a time of this
 * person. Answers the calendar that cannot be closed, null where it is closed. Closed is closed: repeatable.
 */
export async function closeCalendar(
  userId: UserId,
  { calendars }: Pick<Deps, 'calendars'>,
  now: Date,
): Promise<StoredCrewCalendar | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const calendar = await calendars.findOne({ _id: oid(userId) });
    if (!calendar) {
      // A closed one is put in the place, so that nobody who meets none makes an open one.
      if (await insertClosed(userId, calendars, now)) return null;
      continue;
    }
    if (!calendar.open) return null;
    if (futureHolds(calendar, now).length > 0) return calendar;
    const closed = await calendars.update(
      {
        _id: oid(userId),
        open: true,
        version: calendar.version,
        holds: { $not: { $elemMatch: { end: { $gt: now } } } },
      },
      change(now, { set: { open: false } }),
    );
    if (closed) return null;
  }
  throw conflict('The calendar is changing too fast; try again');
}

const futureHolds = ({ holds }: StoredCrewCalendar, now: Date): Hold[] => holds.filter(({ end }) => end > now);

/** The times that keep a calendar open, without saying whose they are. */
export const bookedFrom = (calendar: StoredCrewCalendar, now: Date): TimeConflict[] =>
  futureHolds(calendar, now)
    .toSorted((a, b) => a.start.getTime() - b.start.getTime())
    .map(({ start, end }) => ({ kind: 'booking', startTime: start.toISOString(), endTime: end.toISOString() }));

/** False where somebody made it in the meantime: it is to be closed like any other. */
const insertClosed = (userId: UserId, calendars: Deps['calendars'], now: Date): Promise<boolean> =>
  isWritten(calendars.insert({ ...newCrewCalendar(userId, now), open: false }));
