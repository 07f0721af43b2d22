import type { UserId } from '#shared/ids';
import { isOver, newsOf, type Seen, type Standing } from '../domain/booking-news.ts';
import { bookingOf, type StoredMail } from '../mail.documents.ts';
import type { Addressee, Booking, Deps, Event } from '../ports.ts';
import { bookingMail } from '../texts/booking-mail-texts.ts';
import { greeting, writeMail } from '../write-mail.ts';
import { calendarAttachment } from './calendar-attachment.ts';
import { nothing, type Mailing, type Written } from './letter.ts';

/**
 * A mail about a booking as it and its event are now, against what its reader was last told (ADR 0042). Nothing where that
 * is the same, and for whoever has nothing to do with it any more; who wants no mails counts as told.
 */
export async function bookingLetter(
  mail: StoredMail,
  userId: UserId,
  { frontEnd, from }: Pick<Mailing, 'frontEnd' | 'from'>,
  deps: Pick<Deps, 'addressee' | 'booking' | 'event' | 'people'>,
): Promise<Written> {
  const memory = bookingOf(mail);
  const [reader, booking] = await Promise.all([deps.addressee(userId), deps.booking(memory.bookingId)]);
  const standing = reader && booking && standingOf(userId, reader, booking);
  if (!standing) return nothing;

  const [event, [crew]] = await Promise.all([deps.event(booking.eventId), deps.people([booking.crewId])]);
  const now = seen(booking, event);
  const news = newsOf(standing, memory, now);
  if (!news) return { letter: null, told: now };
  if (!reader.wantsMails) return { letter: null, told: now };

  const { language } = reader;
  const words = bookingMail(
    {
      news,
      standing,
      now,
      before: news === 'moved' || news === 'confirmed' ? otherTime(memory.told, now) : null,
      eventName: event?.name ?? memory.told?.event?.name ?? null,
      crewName: crew?.name ?? null,
      work: `${booking.category} · ${booking.skill}`,
      totalOre: booking.totalOre,
      cancellationReason: booking.cancellationReason,
    },
    language,
  );
  const button = { label: words.button, href: new URL(`/bookings/${booking._id}`, frontEnd).href, isShown: false };
  return {
    letter: {
      ...writeMail({ ...words, greeting: greeting(reader), button }, language),
      to: reader.email,
      attachments: standing === 'booked' ? [calendarAttachment(booking, event, isOver(now), { language, from })] : [],
      edition: `${booking.version}.${event?.version ?? 0}`,
    },
    told: now,
  };
}

/** What somebody has to do with a booking now; null for whoever has left the company, or may not sign in. */
function standingOf(userId: UserId, { customerId, isActive }: Addressee, booking: Booking): Standing | null {
  if (!isActive) return null;
  if (userId === booking.crewId) return 'booked';
  if (customerId === booking.customerId) return 'organizer';
  return customerId === booking.crewCompanyId ? 'manager' : null;
}

const seen = ({ status, startTime, endTime }: Booking, event: Event | null): Seen => ({
  status,
  start: startTime,
  end: endTime,
  event: event && {
    name: event.name,
    location: event.location,
    start: event.startDate,
    end: event.endDate,
    isCancelled: event.status === 'Cancelled',
  },
});

const otherTime = (told: Seen | null, now: Seen) =>
  told && (told.start.getTime() !== now.start.getTime() || told.end.getTime() !== now.end.getTime()) ? told : null;
