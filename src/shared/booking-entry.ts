import type { BookingStatus } from './enums.ts';
import type { CalendarEntry } from './icalendar.ts';
import type { BookingId } from './ids.ts';

/** What a calendar tells of a booking. Neither prices nor anybody's own words (notes, reasons) are among it. */
export interface BookingToShow {
  _id: BookingId;
  version: number;
  startTime: Date;
  endTime: Date;
  status: BookingStatus;
  skill: string;
  createdAt: Date;
  updatedAt: Date;
}

/** What a calendar tells of the event of a booking. */
export interface EventToShow {
  name: string;
  location: string | null;
  updatedAt: Date;
}

/** In whose calendar it stands. */
export interface EntryReader {
  language: 'sv' | 'en';
  /** The name of who is booked, for everybody else; null in that person's own calendar, or where the person is gone. */
  crewName: string | null;
  /** The reader is who is booked, and busy then. */
  isBooked: boolean;
}

/** Where calendars do not show the status itself, as many do not with a request. */
const marks = {
  sv: { TENTATIVE: 'Förfrågan: ', CONFIRMED: '', CANCELLED: 'Avbokad: ' },
  en: { TENTATIVE: 'Requested: ', CONFIRMED: '', CANCELLED: 'Cancelled: ' },
} as const;

const statuses = {
  Requested: 'TENTATIVE',
  Confirmed: 'CONFIRMED',
  Completed: 'CONFIRMED',
  Cancelled: 'CANCELLED',
} as const;

/**
 * A booking as an entry of a calendar: the very same in a feed and in a mail, so that a calendar that has it from one
 * knows it from the other. `version` counts the booking's changes, so its SEQUENCE never falls.
 *
 * @param event null where there never was one, or it cannot be told
 */
export function bookingEntry(booking: BookingToShow, event: EventToShow | null, reader: EntryReader): CalendarEntry {
  const { language, crewName, isBooked } = reader;
  const status = statuses[booking.status];
  const who = [crewName, booking.skill].filter((part) => part !== null).join(', ');
  return {
    uid: `booking-${booking._id}@thenorsound`,
    sequence: booking.version - 1,
    status,
    start: booking.startTime,
    end: booking.endTime,
    summary: `${marks[language][status]}${event ? `${event.name} (${who})` : who}`,
    location: event?.location ?? null,
    blocksTime: isBooked,
    createdAt: booking.createdAt,
    changedAt: event && event.updatedAt > booking.updatedAt ? event.updatedAt : booking.updatedAt,
  };
}
