import { change, oid } from '#shared/documents';
import { everything } from '#shared/everything';
import type { BookingId, UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

const ERASED = 'Erased with the person';

/**
 * Takes out of a deleted person's bookings what people wrote in their own words; times and amounts stay, for they were
 * invoiced. Repeatable. Answers which bookings there are, so that others can forget what they say of them.
 */
export async function forgetPerson(
  crewId: UserId,
  { bookings, feeds }: Pick<Deps, 'bookings' | 'feeds'>,
  now: Date,
): Promise<BookingId[]> {
  const theirs = { crewId: oid(crewId) };
  await bookings.updateMany({ ...theirs, notes: { $ne: null } }, change(now, { set: { notes: null } }));
  await bookings.updateMany(
    { ...theirs, cancellationReason: { $nin: [null, ERASED] } },
    change(now, { set: { cancellationReason: ERASED } }),
  );
  const own = { userId: oid(crewId) };
  await feeds.remove({ ...own, outbox: { $size: 0 } });
  // One that still has something to tell the audit log stays, dead and without what the person called it.
  await feeds.updateMany(own, change(now, { set: { live: false, name: null } }));
  return (await everything(bookings, theirs, { startTime: 1, endTime: 1, _id: 1 })).map(({ _id }) => _id);
}
