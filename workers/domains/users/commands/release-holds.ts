import { change, oid, oids } from '#shared/documents';
import type { HoldId, UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

/** Gives reserved times back by the ids of their holds, never by time: a late release would strike a newer hold. */
export async function releaseHolds(
  crewId: UserId,
  holdIds: readonly HoldId[],
  deps: Pick<Deps, 'calendars'>,
  now: Date,
): Promise<void> {
  const named = { $in: oids(holdIds) };
  await deps.calendars.update(
    { _id: oid(crewId), 'holds.holdId': named },
    change(now, { pull: { holds: { holdId: named } } }),
  );
}
