import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid, type Query } from '#shared/documents';
import { occurred, type Envelope } from '#shared/domain-events';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { bookingStatus } from '#shared/enums';
import { conflict, invalid } from '#shared/errors';
import { text } from '#shared/fields';
import { BookingId, newId, type HoldId } from '#shared/ids';
import { Instant, type Period } from '#shared/instant';
import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { StoredBooking } from '../booking.documents.ts';
import { withTimesInOrder } from '../booking.input.ts';
import { BookingView, toBookingView } from '../booking.view.ts';
import { isLive, movingProblems, takesBookings, timeProblems } from '../domain/booking.ts';
import { amountOf } from '../domain/pricing.ts';
import { findBooking } from '../find-booking.ts';
import type { Deps } from '../ports.ts';

const UpdateBooking = withTimesInOrder(
  z.strictObject({
    startTime: Instant.optional(),
    endTime: Instant.meta({ example: '2026-12-05T22:00:00.000Z' }).optional(),
    notes: text(1, 2_000).nullable().optional(),
  }),
);
type UpdateBooking = z.infer<typeof UpdateBooking>;

/** How often others may change the booking in between before this gives up: each try leaves a hold for the sweep. */
const TRIES = 3;

/**
 * Changes the notes of a booking, or moves it to new times: all of it, or nothing. What asks for nothing new changes nothing.
 *
 * @throws AppError 404 unknown, or another company's; 400 wrong times; 409 not live, event closed, person busy;
 * 503 outcome unknown: it has moved, or it has not, and asking again settles it
 */
export async function updateBooking(
  id: BookingId,
  wish: UpdateBooking,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const booking = await findBooking(id, 'bookings:update', actor, deps);
    requireVersion(booking.version, ifMatch);
    const to: Period = { start: wish.startTime ?? booking.startTime, end: wish.endTime ?? booking.endTime };
    const notes = wish.notes === undefined ? booking.notes : wish.notes;
    const moves = to.start.getTime() !== booking.startTime.getTime() || to.end.getTime() !== booking.endTime.getTime();
    if (!moves && notes === booking.notes) return booking;

    const problems = timeProblems(to);
    if (problems.length > 0) throw invalid(problems);
    if (!isLive(booking.status)) throw conflict(`The booking is ${booking.status} and cannot be changed`);

    const changed = moves
      ? await moveAsRead(booking, to, notes, actor, deps, call)
      : await noteAsRead(booking, notes, actor, deps, call);
    if (changed) return changed;
    // Somebody was faster: what they left decides.
  }
  throw conflict('The booking is changing too fast; try again');
}

/** New notes touch no calendar, and nobody but the audit log is told. */
function noteAsRead(
  booking: StoredBooking,
  notes: string | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking | null> {
  const events = [audited(actor, 'bookings:update', 'booking', booking._id, call)];
  return writeAsRead(booking, { notes }, { set: { notes }, events }, deps, call);
}

/**
 * Moves a booking as it was read (architecture: "No double booking, ever"; checked in all interleavings by the model of
 * holds): a second hold for the new times, a compare-and-set that names it, and only then the release of the old one, so
 * that at no moment the booking is without the hold it names.
 *
 * The new hold has an id that no earlier try had: the sweep may be about to release an earlier one, having raised the
 * version before this try read it. Unless the booking came to name it, the new hold is left to the sweep, which first makes
 * sure that no write under way can name it any more.
 *
 * @returns null where the booking has changed since it was read
 */
async function moveAsRead(
  booking: StoredBooking,
  to: Period,
  notes: string | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking | null> {
  await requirePlace(booking, to, deps, call);
  const { _id: bookingId, crewId, eventId, customerId, holdId: oldHoldId } = booking;
  const now = call.now();
  const holdId = newId<HoldId>(now);
  const held = await ask('users', deps.hold({ crewId, holdId, bookingId, ...to }));
  if (held.outcome === 'gone') throw conflict('The crew member can no longer be booked');
  if (held.outcome === 'busy') throw conflict('The crew member is not free at that time', held.conflicts);

  const totalOre = amountOf(booking.timeType, booking.rateOre, to);
  const times = {
    startTime: to.start.toISOString(),
    endTime: to.end.toISOString(),
    previousStartTime: booking.startTime.toISOString(),
  };
  const events = [
    occurred(
      'booking.moved',
      { bookingId, crewId, eventId, customerId, ...times },
      { now, traceId: call.trace.traceId },
    ),
    audited(actor, 'bookings:update', 'booking', bookingId, call),
  ];
  const moved = await writeAsRead(
    booking,
    {
      startTime: to.start,
      endTime: to.end,
      notes,
      totalOre,
      holdId,
      // At other times it is other work: the crew member is asked anew.
      status: 'Requested',
      confirmedAt: null,
      holdsToRelease: [...booking.holdsToRelease, oldHoldId],
    },
    {
      set: {
        startTime: to.start,
        endTime: to.end,
        notes,
        totalOre,
        holdId: oid(holdId),
        status: bookingStatus.Requested,
        confirmedAt: null,
      },
      push: { holdsToRelease: oid(oldHoldId) },
      events,
    },
    deps,
    call,
  );
  if (!moved) return null;
  try {
    await ask('users', deps.releaseHolds(crewId, [oldHoldId]));
  } catch (error) {
    // The move stands, and the booking names the hold that is left: the sweep releases it.
    log('warn', 'release-left-to-sweep', { traceId: call.trace.traceId, bookingId, holdId: oldHoldId, error });
  }
  return moved;
}

/** Throws where the booking's event has no room for it at the new times. */
async function requirePlace(booking: StoredBooking, to: Period, deps: Deps, call: Call): Promise<void> {
  const event = await ask('events', deps.event(booking.eventId));
  if (!event) throw conflict('The event was deleted: its bookings cannot be moved');
  const from = { start: booking.startTime, end: booking.endTime };
  const problems = movingProblems(from, to, { start: event.startDate, end: event.endDate }, call.now());
  if (problems.length > 0) throw invalid(problems);
  if (!takesBookings(event.status)) throw conflict(`The event is ${event.status}: its bookings cannot be moved`);
}

/** Writes on condition that the booking is as it was read; null where it is not. */
async function writeAsRead(
  booking: StoredBooking,
  becomes: Partial<StoredBooking>,
  parts: { set: Query; push?: Query; events: Envelope[] },
  deps: Deps,
  call: Call,
): Promise<StoredBooking | null> {
  const now = call.now();
  const { _id, version } = booking;
  if (!(await deps.bookings.update({ _id: oid(_id), kind: 'booking', version }, change(now, parts)))) return null;
  deps.publish(parts.events);
  return { ...booking, ...becomes, version: version + 1, updatedAt: now };
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/bookings/{id}',
    access: 'bookings:update',
    summary: 'Move a requested or confirmed booking to new times, or change its notes, as its organizer',
    params: z.object({ id: BookingId }),
    body: UpdateBooking,
    answers: { 200: { description: 'The booking; at new times it is Requested again', body: BookingView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED', 'SERVICE_UNAVAILABLE'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const booking = await updateBooking(params.id, body, ifMatch, actor, deps, call);
    return reply(200, toBookingView(booking), { etag: etagOf(booking.version) });
  },
);
