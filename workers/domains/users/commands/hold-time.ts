import { change, oid } from '#shared/documents';
import { conflict, type TimeConflict } from '#shared/errors';
import type { BookingId, HoldId, UserId } from '#shared/ids';
import { addMissingCalendar } from '../crew-calendar.ts';
import { conflictsWith } from '../domain/time-conflicts.ts';
import type { Deps } from '../ports.ts';

/** The time of a crew member that a booking wants, under the id of the hold that will guard it. */
export interface TimeToHold {
  crewId: UserId;
  holdId: HoldId;
  bookingId: BookingId;
  start: Date;
  end: Date;
}

export type HoldOutcome = { outcome: 'held' } | { outcome: 'busy'; conflicts: TimeConflict[] } | { outcome: 'gone' };

const TRIES = 4;

/**
 * Reserves the time by one conditional write (architecture: "No double booking, ever", step 1; checked in all
 * interleavings by the model of holds). Only when it did not match is the calendar read, to say why.
 */
export async function holdTime(wish: TimeToHold, deps: Deps, now: Date): Promise<HoldOutcome> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await takeHold(wish, deps, now)) return { outcome: 'held' };

    const calendar = await deps.calendars.findOne({ _id: oid(wish.crewId) });
    if (!calendar) {
      if (!(await addMissingCalendar(wish.crewId, deps, now))) return { outcome: 'gone' };
      continue;
    }
    // A retry of a hold whose answer was lost.
    if (calendar.holds.some(({ holdId }) => holdId === wish.holdId)) return { outcome: 'held' };
    if (!calendar.open) return { outcome: 'gone' };
    const conflicts = conflictsWith(calendar, wish, wish.bookingId);
    if (conflicts.length > 0) return { outcome: 'busy', conflicts };
    // What stood in the way has gone between the write and the read.
  }
  throw conflict('The calendar is changing too fast; try again');
}

/** Two holds of one booking may overlap: a booking that moves keeps its old time until it has the new one. */
const takeHold = ({ crewId, holdId, bookingId, start, end }: TimeToHold, deps: Deps, now: Date): Promise<boolean> =>
  deps.calendars.update(
    {
      _id: oid(crewId),
      open: true,
      'holds.holdId': { $ne: oid(holdId) },
      holds: {
        $not: { $elemMatch: { bookingId: { $ne: oid(bookingId) }, start: { $lt: end }, end: { $gt: start } } },
      },
      unavailable: { $not: { $elemMatch: { start: { $lt: end }, end: { $gt: start } } } },
    },
    {
      ...change(now, {
        push: { holds: { holdId: oid(holdId), bookingId: oid(bookingId), start, end, heldAt: now } },
      }),
      $min: { unsettledSince: now },
    },
  );
