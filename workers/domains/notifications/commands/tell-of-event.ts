import type { DomainEvent } from '#shared/domain-events';
import { bookedAt } from '../domain/recipients.ts';
import type { BookedTime, Deps } from '../ports.ts';
import { tell } from '../tell.ts';
import { askForBookingMails } from './ask-for-booking-mail.ts';
import { eventDeleted, eventUpdated } from '../texts/event-texts.ts';

/** Tells everyone booked on an event that it changed, is cancelled, or is gone, and has them be mailed about their bookings. */
export async function tellOfEvent(message: DomainEvent<'event.updated' | 'event.deleted'>, deps: Deps): Promise<void> {
  const { eventId } = message.data;
  const [event, times] = await Promise.all([deps.event(eventId), deps.bookingsOfEvent(eventId)]);
  const booked = bookedAt(times, new Date(message.occurredAt));
  const people = await deps.people([...booked.keys()]);
  const isCancelled = 'status' in message.data && message.data.status === 'Cancelled';

  await tell(
    message,
    people.map((person) => {
      const own = booked.get(person.id) ?? [];
      const spans = own.map(({ startTime, endTime }) => ({ start: startTime, end: endTime }));
      return {
        person,
        text: event
          ? eventUpdated(
              { name: event.name, location: event.location, start: event.startDate, end: event.endDate, isCancelled },
              spans,
              person.language,
            )
          : eventDeleted(spans, person.language),
        link: event ? `/events/${eventId}` : linkTo(own),
      };
    }),
    deps,
  );
  await askForBookingMails(
    people.flatMap(({ id }) => (booked.get(id) ?? []).map(({ bookingId }) => ({ userId: id, bookingId }))),
    message,
    deps,
  );
}

/** Of a deleted event only the bookings can still be looked at. */
const linkTo = ([first]: readonly BookedTime[]): string => (first ? `/bookings/${first.bookingId}` : '/bookings');
