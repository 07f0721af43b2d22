import type { Call } from '#shared/call';
import { change, oid, oids } from '#shared/documents';
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

  return Promise.all(
    holds.map(async (hold): Promise<HoldVerdict> => {
      try {
        return { holdId: hold.holdId, verdict: await judge(hold, bookings.get(hold.bookingId) ?? null, deps, call) };
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
): Promise<HoldVerdict['verdict']> {
  const booking = found ?? (await buryBooking(hold.bookingId, deps, call.now()));
  if (booking === null || !isLive(booking.status)) return 'release';
  if (booking.holdId === hold.holdId) return 'stands';
  // A move that took this hold may still be about to name it. It expects the version that it read, so that another
  // version makes it fail.
  const raised = await deps.bookings.update(
    { _id: oid(booking._id), version: booking.version, holdId: oid(booking.holdId) },
    change(call.now(), {}),
  );
  return raised ? 'release' : 'stands';
}
