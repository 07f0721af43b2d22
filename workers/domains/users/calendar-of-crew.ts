import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { USER_TYPE } from '#shared/enums';
import { notFound } from '#shared/errors';
import type { UserId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { StoredCrewCalendar } from './crew-calendar.documents.ts';
import type { Deps } from './ports.ts';

/**
 * The calendar of a crew member whom the actor reaches; null where it has not been made yet. Throws 404 for everybody
 * else: unknown, foreign, or not crew.
 */
export async function calendarOfCrew(
  id: UserId,
  actor: SignedIn,
  action: 'availability:read' | 'availability:set',
  deps: Pick<Deps, 'users' | 'calendars'>,
): Promise<StoredCrewCalendar | null> {
  const [user, calendar] = await Promise.all([
    deps.users.findOne({ _id: oid(id), live: true }),
    deps.calendars.findOne({ _id: oid(id) }),
  ]);
  if (user?.userType !== USER_TYPE.crew) throw notFound('The crew member');
  requireReach(actor, action, { companies: [user.customerId], person: user._id }, 'The crew member');
  return calendar;
}
