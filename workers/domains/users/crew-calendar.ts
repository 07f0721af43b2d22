import { DuplicateKey, oid } from '#shared/documents';
import { USER_TYPE } from '#shared/enums';
import type { UserId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import type { StoredCrewCalendar } from './crew-calendar.documents.ts';
import type { Deps } from './ports.ts';

/** An empty calendar: no slot means available. */
export const newCrewCalendar = (userId: UserId, now: Date): StoredCrewCalendar => ({
  _id: userId,
  ...firstVersion(now),
  outbox: [],
  open: true,
  holds: [],
  unavailable: [],
  unavailableVersion: 1,
});

/** Makes a calendar where there is none. */
export async function addCalendar(userId: UserId, deps: Pick<Deps, 'calendars'>, now: Date): Promise<void> {
  try {
    await deps.calendars.insert(newCrewCalendar(userId, now));
  } catch (error) {
    // Somebody else made it in the meantime, which is as good.
    if (!(error instanceof DuplicateKey)) throw error;
  }
}

/** Makes the missing calendar of a crew member, for whom it was not made, or was lost. False: no such crew member. */
export async function addMissingCalendar(
  userId: UserId,
  deps: Pick<Deps, 'users' | 'calendars'>,
  now: Date,
): Promise<boolean> {
  const user = await deps.users.findOne({ _id: oid(userId), live: true });
  if (user?.userType !== USER_TYPE.crew) return false;
  await addCalendar(userId, deps, now);
  return true;
}
