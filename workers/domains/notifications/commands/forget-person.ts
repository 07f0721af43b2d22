import { oid } from '#shared/documents';
import type { BookingId, UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

/** Who is to be forgotten, and the bookings that others were told of. */
export interface Forgotten {
  userId: UserId;
  bookingIds: readonly BookingId[];
}

/** Instead of what was told: the present name, an earlier one, and the words of a cancellation are all gone with it. */
const ERASED = 'Personen är raderad. / The person was erased.';
const BOOKINGS_AT_ONCE = 25;

/**
 * Takes away what a deleted person was told and mailed, and what others were told of the person's bookings. False
 * while something has events to tell: what has not been told yet is not thrown away. Repeatable.
 */
export async function forgetPerson(
  { userId, bookingIds }: Forgotten,
  { notifications, mails }: Pick<Deps, 'notifications' | 'mails'>,
): Promise<boolean> {
  await mails.remove({ userId: oid(userId) });
  await notifications.remove({ userId: oid(userId), outbox: { $size: 0 } });
  for (let from = 0; from < bookingIds.length; from += BOOKINGS_AT_ONCE) {
    await Promise.all(
      bookingIds.slice(from, from + BOOKINGS_AT_ONCE).map((id) => forgetWhatWasTold(id, notifications)),
    );
  }
  return (await notifications.findOne({ userId: oid(userId) })) === null;
}

async function forgetWhatWasTold(bookingId: BookingId, notifications: Deps['notifications']): Promise<void> {
  const about = { link: `/bookings/${bookingId}` };
  await notifications.updateMany({ ...about, body: { $ne: ERASED } }, { $set: { body: ERASED }, $inc: { version: 1 } });
}
