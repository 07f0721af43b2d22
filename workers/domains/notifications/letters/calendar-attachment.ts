import { bookingEntry } from '#shared/booking-entry';
import { toICalendar } from '#shared/icalendar';
import type { Booking, Event } from '../ports.ts';
import type { Language } from '../texts/text.ts';
import type { Attachment } from '../write-mail.ts';

/**
 * A booking for the calendar of the person who is booked, as the same entry that the person's feed has. It is published, not
 * a request (RFC 5546): an answer in a mail client would confirm nothing, and must not look as if it did.
 *
 * @param isOver nothing comes of the booking, also where it is not cancelled yet: the entry is taken back
 */
export function calendarAttachment(
  booking: Booking,
  event: Event | null,
  isOver: boolean,
  { language, from }: { language: Language; from: string },
): Attachment {
  const shown = isOver ? { ...booking, status: 'Cancelled' as const } : booking;
  const method = isOver ? 'CANCEL' : 'PUBLISH';
  const entry = bookingEntry(shown, event, { language, crewName: null, isBooked: true });
  const text = toICalendar([entry], { method, organizer: { name: 'ThenorSound', email: from } });
  return {
    filename: language === 'sv' ? 'bokning.ics' : 'booking.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: new TextEncoder().encode(text),
  };
}
