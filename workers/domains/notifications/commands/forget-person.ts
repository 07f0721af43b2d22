import { oid } from '#shared/documents';
import { everything } from '#shared/everything';
import type { BookingId, UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

/** Who is to be forgotten: under which name others were told of which bookings. */
export interface Forgotten {
  userId: UserId;
  name: string;
  bookingIds: readonly BookingId[];
}

const SOMEBODY = 'en tidigare medarbetare';
const BOOKINGS_AT_ONCE = 25;

/**
 * Takes away what a deleted person was told, and the person's name out of what others were told of the bookings. False
 * while something has events to tell: what has not been told yet is not thrown away. Repeatable.
 */
export async function forgetPerson(
  { userId, name, bookingIds }: Forgotten,
  { notifications }: Pick<Deps, 'notifications'>,
): Promise<boolean> {
  await notifications.remove({ userId: oid(userId), outbox: { $size: 0 } });
  for (let from = 0; from < bookingIds.length; from += BOOKINGS_AT_ONCE) {
    await Promise.all(bookingIds.slice(from, from + BOOKINGS_AT_ONCE).map((id) => forgetName(id, name, notifications)));
  }
  return (await notifications.findOne({ userId: oid(userId) })) === null;
}

async function forgetName(bookingId: BookingId, name: string, notifications: Deps['notifications']): Promise<void> {
  const told = await everything(notifications, { link: `/bookings/${bookingId}` }, { _id: 1 });
  for (const { _id, title, body, version } of told) {
    if (!title.includes(name) && !body.includes(name)) continue;
    await notifications.update(
      { _id: oid(_id), version },
      {
        $set: { title: title.replaceAll(name, SOMEBODY), body: body.replaceAll(name, SOMEBODY) },
        $inc: { version: 1 },
      },
    );
  }
}
