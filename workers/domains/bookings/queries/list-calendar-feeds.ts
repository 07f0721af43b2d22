import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import type { UserId } from '#shared/ids';
import type { StoredCalendarFeed } from '../calendar-feed.documents.ts';
import { CalendarFeedView, toCalendarFeedView } from '../calendar-feed.view.ts';
import type { Deps } from '../ports.ts';

/** Somebody's calendar feeds that are not revoked, newest first: there are never more than a few. */
export const calendarFeedsOf = (userId: UserId, { feeds }: Pick<Deps, 'feeds'>): Promise<StoredCalendarFeed[]> =>
  feeds.find({ userId: oid(userId), live: true }, { sort: { createdAt: -1, _id: -1 } });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/calendar-feeds',
    access: 'calendar-feeds:manage',
    summary: 'List the caller’s calendar feeds, newest first',
    answers: { 200: { description: 'The feeds, without their secret addresses', body: z.array(CalendarFeedView) } },
  },
  async ({ actor, deps }) => reply(200, (await calendarFeedsOf(actor.userId, deps)).map(toCalendarFeedView)),
);
