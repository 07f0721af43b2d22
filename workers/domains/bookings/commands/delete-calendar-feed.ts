import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { CalendarFeedId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { Deps } from '../ports.ts';

/** Revokes an address: nobody reads anything under it from now on. */
export async function deleteCalendarFeed(
  id: CalendarFeedId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Pick<Deps, 'feeds' | 'publish'>,
  call: Call,
): Promise<void> {
  const feed = await deps.feeds.findOne({ _id: oid(id), live: true });
  if (!feed) throw notFound('The calendar feed');
  requireReach(actor, 'calendar-feeds:manage', { person: feed.userId }, 'The calendar feed');
  requireVersion(feed.version, ifMatch);
  const events = [audited(actor, 'calendar-feeds:manage', 'calendar-feed', id, call)];
  const won = await deps.feeds.update(
    { _id: oid(id), live: true, version: feed.version },
    change(call.now(), { set: { live: false }, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return deleteCalendarFeed(id, ifMatch, actor, deps, call);
  deps.publish(events);
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/calendar-feeds/{id}',
    access: 'calendar-feeds:manage',
    summary: 'Revoke the secret address of a calendar',
    params: z.object({ id: CalendarFeedId }),
    answers: { 200: { description: 'It is revoked', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteCalendarFeed(params.id, ifMatch, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
