import type { Call } from '#shared/call';
import { bookingStatus } from '#shared/enums';
import { DAY_MS } from '#shared/instant';
import { log } from '#shared/log';
import { completeAsRead } from '../complete-as-read.ts';
import type { Deps } from '../ports.ts';

const COMPLETED_PER_SWEEP = 100;

/**
 * Completes confirmed bookings a day after their end (spec: section 7), oldest first, a bounded number for each sweep: what
 * is left after a standstill is caught up by the next ones. Safe to run twice, or late.
 */
export async function completePastBookings(deps: Pick<Deps, 'bookings' | 'publish'>, call: Call): Promise<void> {
  const past = await deps.bookings.find(
    { status: bookingStatus.Confirmed, endTime: { $lte: new Date(call.now().getTime() - DAY_MS) } },
    {
      sort: { endTime: 1, _id: 1 },
      limit: COMPLETED_PER_SWEEP,
      unreadable: (bookingId, error) =>
        log('error', 'completion-left-to-next-sweep', { traceId: call.trace.traceId, bookingId, error }),
    },
  );
  for (const booking of past) {
    try {
      await completeAsRead(booking, 'system', deps, call);
    } catch (error) {
      // It is met again by the next sweep, and must not keep the others waiting.
      log('warn', 'completion-left-to-next-sweep', { traceId: call.trace.traceId, bookingId: booking._id, error });
    }
  }
}
