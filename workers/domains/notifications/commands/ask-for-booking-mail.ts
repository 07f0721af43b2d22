import { isWritten, oid } from '#shared/documents';
import type { DomainEvent, EventType } from '#shared/domain-events';
import { unavailable } from '#shared/errors';
import type { BookingId, MessageId, UserId } from '#shared/ids';
import { shortHash } from '#shared/short-hash';
import { firstVersion } from '#shared/stored';
import { batchAfter } from '../domain/booking-batch.ts';
import { bookingOf, type StoredMail } from '../mail.documents.ts';
import type { Deps } from '../ports.ts';

/** Who is to be mailed about which booking. */
export interface BookingMailWish {
  userId: UserId;
  bookingId: BookingId;
}

/** What happened to a booking, or to its event. */
type Happening = Pick<DomainEvent<EventType>, 'type' | 'traceId'>;

const AT_ONCE = 25;

/** Each failure is somebody else's success: after so many the message comes again later. */
const TRIES = 10;

/**
 * Has people be mailed about bookings, each in one mail with whatever else happens to the booking within minutes (ADR
 * 0042). Asking again for the same is harmless: what a mail says, and whether there is anything to say, is decided when it
 * is sent.
 */
export async function askForBookingMails(
  wishes: readonly BookingMailWish[],
  { type, traceId }: Happening,
  { mails }: Pick<Deps, 'mails'>,
): Promise<void> {
  const happening = { type, traceId };
  for (let from = 0; from < wishes.length; from += AT_ONCE) {
    const some = wishes.slice(from, from + AT_ONCE);
    // Of a new booking nobody has been told yet, unless its message comes again.
    if (type === 'booking.created' && (await askFirst(some, happening, mails))) continue;
    await Promise.all(some.map((wish) => askForBookingMail(wish, happening, mails)));
  }
}

/** Writes the first mails about a booking in one request; false where some were there, or came to be meanwhile. */
const askFirst = async (
  wishes: readonly BookingMailWish[],
  happening: Happening,
  mails: Deps['mails'],
): Promise<boolean> => {
  const first = await Promise.all(wishes.map((wish) => firstMail(wish, happening)));
  return isWritten(mails.insertMany(first));
};

async function askForBookingMail(wish: BookingMailWish, happening: Happening, mails: Deps['mails']): Promise<void> {
  const _id = await mailIdOf(wish);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await mails.findOne({ _id: oid(_id) });
    // Where somebody else is faster, what they write is asked again.
    const asked = found ? askAgain(found, happening, mails) : askFirst([wish], happening, mails);
    if (await asked) return;
  }
  throw unavailable('The mails', `mail ${_id} changes too fast`);
}

/** The id of all mails to one person about one booking. */
const mailIdOf = async ({ bookingId, userId }: BookingMailWish): Promise<MessageId> =>
  (await shortHash(`${bookingId} ${userId}`, 12)) as MessageId;

async function firstMail(wish: BookingMailWish, { type, traceId }: Happening): Promise<StoredMail> {
  const now = new Date();
  const { userId, bookingId } = wish;
  const { dueAt, latestAt } = batchAfter(null, isEnd(type), now);
  return {
    _id: await mailIdOf(wish),
    ...firstVersion(now),
    mail: 'booking',
    userId,
    invoiceId: null,
    booking: { bookingId, heard: [type], asks: 1, latestAt, isClaimed: false, wasBegun: false, told: null },
    status: 'pending',
    dueAt,
    attempts: 0,
    replayAs: null,
    expiresAt: null,
    traceId,
  };
}

/** False where the mail has changed since it was read. */
async function askAgain(mail: StoredMail, { type, traceId }: Happening, mails: Deps['mails']): Promise<boolean> {
  const { asks, isClaimed, latestAt } = bookingOf(mail);
  const asRead = { _id: oid(mail._id), status: mail.status, dueAt: mail.dueAt, 'booking.asks': asks };
  const asked = { $inc: { 'booking.asks': 1 }, $addToSet: { 'booking.heard': type } };
  // Whoever is sending sees by `asks` that there is more to say, or that has died and the claim runs out.
  if (isClaimed) return mails.update({ ...asRead, 'booking.isClaimed': true }, asked);

  const waiting = mail.status === 'pending' ? { dueAt: mail.dueAt, latestAt } : null;
  const batch = batchAfter(waiting, isEnd(type), new Date());
  return mails.update(
    { ...asRead, 'booking.isClaimed': false },
    {
      ...asked,
      $set: {
        status: 'pending',
        dueAt: batch.dueAt,
        'booking.latestAt': batch.latestAt,
        attempts: 0,
        // A dead letter keeps its id: the next one must have another.
        replayAs: waiting && mail.replayAs ? oid(mail.replayAs) : null,
        expiresAt: null,
        traceId,
      },
    },
  );
}

const isEnd = (type: EventType): boolean => type === 'booking.cancelled';
