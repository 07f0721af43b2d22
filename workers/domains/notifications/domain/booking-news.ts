import type { BookingStatus } from '#shared/enums';

/** Who reads: the person who is booked, one of those who send that person, or of those who book. */
export type Standing = 'booked' | 'manager' | 'organizer';

/** A booking and its event as far as a mail about them goes. */
export interface Seen {
  status: BookingStatus;
  start: Date;
  end: Date;
  /** Null where the event is deleted. */
  event: { name: string; location: string | null; start: Date; end: Date; isCancelled: boolean } | null;
}

/** What a mail about a booking is about. */
export type News = 'requested' | 'moved' | 'confirmed' | 'cancelled' | 'event-cancelled' | 'event-changed';

/** What is known of what a reader knows. */
export interface Memory {
  /** What the reader was last told, or chose not to be mailed; null before that. */
  told: Seen | null;
  /** The types of the events that have asked for mails to this reader about this booking. */
  heard: readonly string[];
  /** Sending a mail was begun at least once: the reader may have one, whatever is noted. */
  wasBegun: boolean;
}

/**
 * What is new to a reader about a booking as it is now; null where a mail would say nothing new. It compares states, not
 * messages: in whatever order and how often these come, the answer is the same.
 *
 * Who books is not mailed about the asking and moving, which are the booker's own doing. Whoever was never mailed about a
 * booking that came and went is not told that it went, but for those who book: they did not need a mail to know of it.
 */
export function newsOf(standing: Standing, { told, heard, wasBegun }: Memory, now: Seen): News | null {
  const knew = told === null || isOver(told) ? null : told;
  const isNew = heard.includes('booking.created') && told === null && !wasBegun;

  if (isOver(now)) {
    if (told !== null && isOver(told)) return null;
    if (isNew && standing !== 'organizer') return null;
    return now.event === null || now.event.isCancelled ? 'event-cancelled' : 'cancelled';
  }
  if (now.status === 'Completed') return null;
  if (knew === null && heard.every((type) => type.startsWith('event.'))) {
    return standing === 'booked' ? 'event-changed' : null;
  }

  const isMoved = knew !== null && !(sameTime(knew.start, now.start) && sameTime(knew.end, now.end));
  if (knew === null || isMoved || knew.status !== now.status) {
    if (now.status === 'Confirmed') return 'confirmed';
    if (standing === 'organizer') return null;
    return knew === null && (isNew || !heard.includes('booking.moved')) ? 'requested' : 'moved';
  }
  return standing === 'booked' && isOtherEvent(knew.event, now.event) ? 'event-changed' : null;
}

/** Nothing comes of the booking: it is cancelled, or about to be with its event. */
export const isOver = ({ status, event }: Seen): boolean =>
  status === 'Cancelled' || (status !== 'Completed' && (event === null || event.isCancelled));

function isOtherEvent(one: Seen['event'], other: Seen['event']): boolean {
  if (one === null || other === null) return one !== other;
  return (
    one.name !== other.name ||
    one.location !== other.location ||
    !sameTime(one.start, other.start) ||
    !sameTime(one.end, other.end)
  );
}

const sameTime = (one: Date, other: Date): boolean => one.getTime() === other.getTime();
