import type { DomainEvent } from '#shared/domain-events';
import { recipients } from '../domain/recipients.ts';
import type { Deps } from '../ports.ts';
import { tell } from '../tell.ts';
import { askForBookingMails } from './ask-for-booking-mail.ts';
import type { BookingFacts, BookingReader } from '../texts/booking-texts.ts';
import type { Text } from '../texts/text.ts';

type BookingEvent = DomainEvent<'booking.created' | 'booking.moved' | 'booking.confirmed' | 'booking.cancelled'>;

/**
 * Tells the crew member, the managers of the crew member's company and the organizer's users what happened to a booking,
 * and has each be mailed about it.
 *
 * @param write words it for one reader, from the booking as it is now
 */
export async function tellOfBooking(
  event: BookingEvent,
  deps: Deps,
  write: (facts: BookingFacts, reader: BookingReader) => Text,
): Promise<void> {
  const { bookingId, crewId, eventId, customerId } = event.data;
  const [booking, bookedOn, crew, organizers] = await Promise.all([
    deps.booking(bookingId),
    deps.event(eventId),
    deps.people([crewId]),
    deps.managersOf(customerId),
  ]);
  // A booking is never deleted, and its events are written with it: without one, this message makes no sense.
  if (!booking) throw new Error(`there is no booking ${bookingId}`);
  const colleagues = await deps.managersOf(booking.crewCompanyId);

  const facts: BookingFacts = {
    eventName: bookedOn?.name ?? null,
    crewName: crew[0]?.name ?? null,
    start: booking.startTime,
    end: booking.endTime,
  };
  const readers = recipients(
    crew.map((person) => ({ person, isBooked: true })),
    colleagues.map((person) => ({ person, isBooked: false })),
    organizers.map((person) => ({ person, isBooked: false })),
  );
  await tell(
    event,
    readers.map(({ person, isBooked }) => ({
      person,
      text: write(facts, { language: person.language, isBooked }),
      link: `/bookings/${bookingId}`,
    })),
    deps,
  );
  await askForBookingMails(
    readers.map(({ person }) => ({ userId: person.id, bookingId })),
    event,
    deps,
  );
}
