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
  { bookings }: Pick<Deps, 'bookings'>,
  now: Date,
): Promise<BookingId[]> {
  const theirs = { crewId: oid(crewId) };
  await bookings.updateMany({ ...theirs, notes: { $ne: null } }, change(now, { set: { notes: null } }));
  await bookings.updateMany(
    { ...theirs, cancellationReason: { $nin: [null, ERASED] } },
    change(now, { set: { cancellationReason: ERASED } }),
  );
  return (await everything(bookings, theirs, { startTime: 1, endTime: 1, _id: 1 })).map(({ _id }) => _id);
}
