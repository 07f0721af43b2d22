import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import type { HoldId, UserId } from '#shared/ids';
import { log } from '#shared/log';
import { settle } from '#shared/outbox';
import { ask } from '#shared/reply';
import type { Hold, StoredCrewCalendar } from '../crew-calendar.documents.ts';
import type { Deps, HeldTime, HoldVerdict } from '../ports.ts';
import { releaseHolds } from './release-holds.ts';

const CALENDARS_PER_SWEEP = 100;
const HOLDS_PER_QUESTION = 100;

/**
 * Releases the holds of bookings that are not there, not live, or guarded by another hold, after the bookings Worker has
 * made sure of it; then settles the calendars whose every hold stands. Safe to run twice, or late.
 */
export async function settleCalendars(deps: Deps, call: Call): Promise<void> {
  const abandonedBefore = new Date(call.now().getTime() - deps.settleAfterMs);
  const due = await deps.calendars.find(
    { unsettledSince: { $lt: abandonedBefore } },
    // What cannot be read is for `settle` to say and to put back.
    { sort: { unsettledSince: 1 }, limit: CALENDARS_PER_SWEEP, unreadable: () => undefined },
  );
  const isOld = ({ heldAt }: Hold) => heldAt < abandonedBefore;
  const verdicts = await verdictsOn(
    due.flatMap((calendar) => calendar.holds.filter(isOld).map((hold) => heldTime(calendar._id, hold))),
    deps,
    call,
  );

  for (const { _id, holds } of due) {
    const dead = holds.map(({ holdId }) => holdId).filter((holdId) => verdicts.get(holdId) === 'release');
    if (dead.length === 0) continue;
    try {
      await releaseHolds(_id, dead, deps, call.now());
    } catch (error) {
      // This calendar stays unsettled and is met again; the others go on.
      log('warn', 'release-left-to-next-sweep', { traceId: call.trace.traceId, userId: _id, error });
    }
  }

  const waiting = new Map<UserId, Date>();
  const isSettled = (calendar: StoredCrewCalendar): boolean => {
    const open = calendar.holds.filter(({ holdId }) => verdicts.get(holdId) !== 'stands');
    const young = open.filter((hold) => !isOld(hold)).map(({ heldAt }) => heldAt.getTime());
    if (young.length > 0) waiting.set(calendar._id, new Date(Math.min(...young)));
    return open.length === 0;
  };
  await settle(deps.calendars, {
    ...deps,
    now: call.now(),
    traceId: call.trace.traceId,
    // Only those whose holds were asked about.
    pages: 1,
    finish: (calendar) => Promise.resolve(isSettled(calendar)),
  });
  // Unfinished calendars went to the back of the line; a hold that is only young must not wait for longer than its own age.
  for (const [userId, heldAt] of waiting) {
    await deps.calendars.update({ _id: oid(userId) }, { $min: { unsettledSince: heldAt } });
  }
}

const heldTime = (crewId: UserId, { holdId, bookingId, start, end }: Hold): HeldTime => ({
  crewId,
  holdId,
  bookingId,
  start,
  end,
});

async function verdictsOn(
  holds: readonly HeldTime[],
  deps: Deps,
  call: Call,
): Promise<Map<HoldId, HoldVerdict['verdict']>> {
  const verdicts = new Map<HoldId, HoldVerdict['verdict']>();
  for (let from = 0; from < holds.length; from += HOLDS_PER_QUESTION) {
    try {
      const answer = await ask('bookings', deps.settleHolds(holds.slice(from, from + HOLDS_PER_QUESTION)), 30_000);
      for (const { holdId, verdict } of answer) verdicts.set(holdId, verdict);
    } catch (error) {
      // Without a verdict a hold stays: the calendar is met again by the next sweep.
      log('warn', 'holds-not-settled', { traceId: call.trace.traceId, error });
    }
  }
  return verdicts;
}
