import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, etagOf, hashOf, reply } from '#shared/endpoint';
import { bookingStatus, enumView } from '#shared/enums';
import { notFound } from '#shared/errors';
import { BookingId, EventId, UserId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import { reachOf, requireReach } from '#shared/permissions';
import { ask, askForEnrichment } from '#shared/reply';
import { EventView, toEventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';

const AssignedCrew = z.object({
  bookingId: BookingId,
  crewId: UserId,
  name: z.string().nullable().meta({ description: 'null where the person is deleted' }),
  startTime: InstantView,
  endTime: InstantView,
  status: enumView(bookingStatus),
});

const EventWithCrew = EventView.extend({
  assignedCrew: z
    .array(AssignedCrew)
    .nullable()
    .meta({ description: 'Who is booked, cancelled bookings left out; null where that cannot be told right now' }),
}).meta({ id: 'EventWithCrew' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/events/{id}',
    access: 'events:read',
    summary: 'Read an event with who is booked on it',
    params: z.object({ id: EventId }),
    answers: { 200: { description: 'The event', body: EventWithCrew, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps, call }) => {
    const [event, isBooked, assignedCrew] = await Promise.all([
      deps.events.findOne({ _id: oid(params.id), live: true }),
      isBookedOn(params.id, actor, deps),
      assignedCrewOf(params.id, deps, call),
    ]);
    if (!event) throw notFound('The event');
    requireReach(actor, 'events:read', { companies: [event.customerId], isBooked }, 'The event');
    return reply(
      200,
      { ...toEventView(event), assignedCrew },
      { etag: etagOf(event.version, await hashOf(assignedCrew)) },
    );
  },
);

/** Whether the actor may read the event for being booked on it; asked only where that matters. */
async function isBookedOn(id: EventId, actor: SignedIn, deps: Deps): Promise<boolean> {
  if (!reachOf(actor.role, 'events:read').includes('booked')) return false;
  if (actor.role === 'crew') return ask('bookings', deps.hasBookingOn(id, { crewId: actor.userId }));
  return actor.customerId !== null && ask('bookings', deps.hasBookingOn(id, { crewCompanyId: actor.customerId }));
}

async function assignedCrewOf(
  id: EventId,
  deps: Deps,
  { trace: { traceId } }: Call,
): Promise<z.infer<typeof AssignedCrew>[] | null> {
  const bookings = await askForEnrichment('bookings', deps.bookingsOfEvent(id), traceId);
  if (!bookings) return null;
  const standing = bookings.filter(({ status }) => status !== 'Cancelled');
  if (standing.length === 0) return [];

  const crewIds = [...new Set(standing.map(({ crewId }) => crewId))];
  const people = await askForEnrichment('users', deps.people(crewIds), traceId);
  if (!people) return null;
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return standing.map(({ bookingId, crewId, startTime, endTime, status }) => ({
    bookingId,
    crewId,
    name: names.get(crewId) ?? null,
    startTime: startTime.toISOString(),
    endTime: endTime.toISOString(),
    status,
  }));
}
