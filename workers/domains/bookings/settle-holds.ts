import type { Call } from '#shared/call';
import { change, oid, oids } from '#shared/documents';
import type { BookingId } from '#shared/ids';
import { log } from '#shared/log';
import type { StoredBooking } from './booking.documents.ts';
import { buryBooking } from './bury-booking.ts';
import { isLive } from './domain/booking.ts';
import type { HoldVerdict } from './for-colleagues.ts';
import type { Deps, Hold } from './ports.ts';

/**
 * Decides about holds that are older than any request lives (architecture, section 3). The word `release` is given only
 * once it is certain that no write under way can make the hold needed again: what is in doubt stands, and is asked about
 * at the next sweep.
 */
export async function settleHolds(
  holds: readonly Hold[],
  deps: Pick<Deps, 'bookings' | 'tombstones'>,
  call: Call,
): Promise<HoldVerdict[]> {
  if (holds.length === 0) return [];
  const ids = [...new Set(holds.map(({ bookingId }) => bookingId))];
  const found = await deps.bookings.find({ _id: { $in: oids(ids) }, kind: 'booking' }, { limit: ids.length });
  const bookings = new Map(found.map((booking) => [booking._id, booking]));
  // One raise makes sure of every hold of a booking, for all of them were taken before this was asked.
  const raised = new Map<BookingId, Promise<boolean>>();
  const raiseOnce = (booking: StoredBooking): Promise<boolean> => {
    const raising = raised.get(booking._id) ?? raiseVersion(booking, deps, call);
    raised.set(booking._id, raising);
    return raising;
  };

  return Promise.all(
    holds.map(async (hold): Promise<HoldVerdict> => {
      try {
        return {
          holdId: hold.holdId,
          verdict: await judge(hold, bookings.get(hold.bookingId) ?? null, deps, call, raiseOnce),
        };
      } catch (error) {
        // The outcome of a write is unknown; one hold in doubt must not keep the others from being settled.
        log('warn', 'hold-in-doubt', { traceId: call.trace.traceId, holdId: hold.holdId, error });
        return { holdId: hold.holdId, verdict: 'stands' };
      }
    }),
  );
}

async function judge(
  hold: Hold,
  found: StoredBooking | null,
  deps: Pick<Deps, 'bookings' | 'tombstones'>,
  call: Call,
  raiseOnce: (booking: StoredBooking) => Promise<boolean>,
): Promise<HoldVerdict['verdict']> {
  const booking = found ?? (await buryBooking(hold.bookingId, deps, call.now()));
  if (booking === null || !isLive(booking.status)) return 'release';
  if (booking.holdId === hold.holdId) return 'stands';
  return (await raiseOnce(booking)) ? 'release' : 'stands';
}

/**
 * Gives a booking another version. A move that took a hold may still be about to name it; it expects the version that it
 * read, so that another one makes it fail.
 */
const raiseVersion = (
  { _id, version, holdId }: StoredBooking,
  deps: Pick<Deps, 'bookings'>,
  call: Call,
): Promise<boolean> => deps.bookings.update({ _id: oid(_id), version, holdId: oid(holdId) }, change(call.now(), {}));
