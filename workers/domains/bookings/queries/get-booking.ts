import * as z from 'zod';
import { endpoint, etagOf, hashOf, reply } from '#shared/endpoint';
import { BookingId, UserId } from '#shared/ids';
import { askForEnrichment } from '#shared/reply';
import { EventView, toEventView } from '../../events/event.view.ts';
import { BookingView, toBookingView } from '../booking.view.ts';
import { findBooking } from '../find-booking.ts';
import type { Deps } from '../ports.ts';

const BookingWithEventAndCrew = BookingView.extend({
  event: EventView.nullable().meta({ description: 'null where it is deleted, or cannot be reached right now' }),
  crew: z
    .object({ id: UserId, name: z.string() })
    .nullable()
    .meta({ description: 'null where the person is deleted, or cannot be reached right now' }),
}).meta({ id: 'BookingWithEventAndCrew' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/bookings/{id}',
    access: 'bookings:read',
    summary: 'Read a booking with its event and its crew member, as one of its parties',
    params: z.object({ id: BookingId }),
    answers: { 200: { description: 'The booking', body: BookingWithEventAndCrew, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps, call }) => {
    const booking = await findBooking(params.id, 'bookings:read', actor, deps);
    const { traceId } = call.trace;
    const [found, people] = await Promise.all([
      askForEnrichment('events', deps.event(booking.eventId), traceId),
      askForEnrichment('users', deps.people([booking.crewId]), traceId),
    ]);
    const person = people?.find(({ _id }) => _id === booking.crewId);
    const event = found && toEventView(found);
    const crew = person ? { id: person._id, name: person.name } : null;
    return reply(
      200,
      { ...toBookingView(booking), event, crew },
      { etag: etagOf(booking.version, await hashOf([event, crew])) },
    );
  },
);
