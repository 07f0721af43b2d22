import * as z from 'zod';
import { bookingStatus, storedEnum } from '#shared/enums';
import { BookingId, InvoiceId, MessageId, UserId } from '#shared/ids';
import { everyDocument, storedDate, storedId } from '#shared/stored';

/** What somebody was last told of a booking and its event. */
export const StoredSeen = z.object({
  status: storedEnum(bookingStatus),
  start: storedDate,
  end: storedDate,
  /** Null where the event was deleted. */
  event: z
    .object({
      name: z.string(),
      location: z.string().nullable(),
      start: storedDate,
      end: storedDate,
      isCancelled: z.boolean(),
    })
    .nullable(),
});

/** What a mail about a booking knows besides: one document serves all mails to one person about one booking (ADR 0042). */
const StoredAboutBooking = z.object({
  bookingId: storedId(BookingId),
  /** The types of the events that asked for mails. */
  heard: z.array(z.string()),
  /** How often it was asked for: what is asked while somebody is sending is seen by that. */
  asks: z.int(),
  /** When the next mail goes out at the latest, however much happens. */
  latestAt: storedDate,
  /** Somebody is sending, until `dueAt`. */
  isClaimed: z.boolean(),
  /** Handing a mail over was begun at least once. */
  wasBegun: z.boolean(),
  /** What the reader was last told, or chose not to be mailed; null before that. */
  told: StoredSeen.nullable(),
});

/**
 * A mail that is to be sent, or was. Its id is the message's that asked for it, or made of the booking and the reader. A
 * token is never in it, nor an address.
 */
export const StoredMail = z.object({
  _id: storedId(MessageId),
  ...everyDocument,
  mail: z.enum(['invitation', 'verification', 'password-reset', 'booking', 'invoice']),
  /** Whom it goes to; null where it goes to no person. */
  userId: storedId(UserId).nullable(),
  booking: StoredAboutBooking.nullable().default(null),
  /** The invoice or credit note that goes to its buyer; null for other mails. */
  invoiceId: storedId(InvoiceId).nullable().default(null),
  /** `cancelled`: there is nobody to read it, or nothing to say. `failed`: given up, and kept by the operations Worker as a dead letter. */
  status: z.enum(['pending', 'sent', 'cancelled', 'failed']),
  /** When to (try to) send it; while somebody is at it, when that claim runs out. */
  dueAt: storedDate,
  /** How often sending it was begun. */
  attempts: z.int().nonnegative().default(0),
  /** The id under which it is asked for anew, should it become a dead letter; null before the first attempt. */
  replayAs: storedId(MessageId).nullable().default(null),
  /** When it is thrown away; null while it is pending. */
  expiresAt: storedDate.nullable().default(null),
  traceId: z.string(),
});
export type StoredMail = z.infer<typeof StoredMail>;

/** What a mail about a booking knows besides. */
export function bookingOf({ _id, booking }: StoredMail): NonNullable<StoredMail['booking']> {
  if (!booking) throw new Error(`mail ${_id} is about no booking`);
  return booking;
}

/** Whom a mail goes to that goes to a person. */
export function readerOf({ _id, userId }: StoredMail): UserId {
  if (userId === null) throw new Error(`mail ${_id} goes to no person`);
  return userId;
}

/** Which invoice a mail carries. */
export function invoiceOf({ _id, invoiceId }: StoredMail): InvoiceId {
  if (invoiceId === null) throw new Error(`mail ${_id} carries no invoice`);
  return invoiceId;
}
