import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { conflict, notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { Instant } from '#shared/instant';
import { AvailabilityView, toAvailabilityView } from '../availability.view.ts';
import { calendarOfCrew } from '../calendar-of-crew.ts';
import { addMissingCalendar } from '../crew-calendar.ts';
import type { StoredCrewCalendar } from '../crew-calendar.documents.ts';
import { saysTheSame, withSlot, type Slot } from '../domain/availability.ts';
import { conflictsWith } from '../domain/time-conflicts.ts';
import type { Deps } from '../ports.ts';

const SetAvailability = z
  .strictObject({
    startDate: Instant,
    endDate: Instant.meta({ example: '2026-12-06T18:00:00.000Z' }),
    isAvailable: z.boolean(),
  })
  .refine(({ startDate, endDate }) => startDate < endDate, { path: ['endDate'], error: 'must be after startDate' });

const TRIES = 5;

/**
 * Says when somebody is available or not: what was said of that time before is replaced. The new list is written on
 * condition that nobody changed it since, and, when time is blocked, that no hold overlaps: holds are never touched.
 */
export async function setAvailability(
  userId: UserId,
  slot: Slot,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredCrewCalendar> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const calendar = await calendarOfCrew(userId, actor, 'availability:set', deps);
    if (!calendar) {
      await addMissingCalendar(userId, deps, call.now());
      continue;
    }
    if (!calendar.open) throw notFound('The crew member');
    requireVersion(calendar.version, ifMatch);
    const unavailable = withSlot(calendar.unavailable, slot);
    if (saysTheSame(unavailable, calendar.unavailable)) return calendar;
    const booked = slot.isAvailable ? [] : conflictsWith({ holds: calendar.holds, unavailable: [] }, slot, null);
    if (booked.length > 0) throw conflict('The person is booked in this period', booked);

    const events = eventsOf(userId, slot, actor, call);
    if (await replaceUnavailable(calendar, unavailable, slot, ifMatch, events, deps, call.now())) {
      deps.publish(events);
      return { ...calendar, unavailable, version: calendar.version + 1 };
    }
    // The calendar has changed since it was read: decide again.
  }
  throw conflict('The calendar is changing too fast; try again');
}

const replaceUnavailable = (
  calendar: StoredCrewCalendar,
  unavailable: StoredCrewCalendar['unavailable'],
  { start, end, isAvailable }: Slot,
  ifMatch: number | null,
  events: ReturnType<typeof eventsOf>,
  deps: Deps,
  now: Date,
): Promise<boolean> =>
  deps.calendars.update(
    {
      _id: oid(calendar._id),
      open: true,
      unavailableVersion: calendar.unavailableVersion,
      ...(!isAvailable && { holds: { $not: { $elemMatch: { start: { $lt: end }, end: { $gt: start } } } } }),
      ...(ifMatch !== null && { version: ifMatch }),
    },
    change(now, { set: { unavailable }, inc: { unavailableVersion: 1 }, events }),
  );

const eventsOf = (userId: UserId, { start, end, isAvailable }: Slot, actor: SignedIn, call: Call) => [
  occurred(
    'crew.availability-changed',
    { userId, startDate: start.toISOString(), endDate: end.toISOString(), isAvailable },
    { now: call.now(), traceId: call.trace.traceId },
  ),
  audited(actor, 'availability:set', 'user', userId, call),
];

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/users/{id}/availability',
    access: 'availability:set',
    summary: 'Say when a crew member is available, or block a period',
    params: z.object({ id: UserId }),
    body: SetAvailability,
    answers: { 200: { description: 'The period as it is now', body: AvailabilityView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, actor, deps, call, ifMatch }) => {
    const slot = { start: body.startDate, end: body.endDate, isAvailable: body.isAvailable };
    const calendar = await setAvailability(params.id, slot, ifMatch, actor, deps, call);
    return reply(200, toAvailabilityView(calendar, slot), { etag: etagOf(calendar.version) });
  },
);
