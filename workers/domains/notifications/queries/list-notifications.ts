import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { Flag } from '#shared/fields';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { NotificationView, toView } from '../notification.view.ts';
import type { Deps } from '../ports.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/notifications',
    access: 'notifications:read',
    summary: 'List your own notifications, newest first',
    query: z.object({
      ...pageQuery,
      unread: Flag.optional().meta({ description: 'true: only unread ones; false: only those that were read' }),
    }),
    answers: { 200: { description: 'A page of notifications', body: pageOf(NotificationView) } },
  },
  async ({ query, actor, deps }) => {
    const filter = { userId: oid(actor.userId), ...(query.unread !== undefined && { unread: query.unread }) };
    const [notifications, totalCount] = await Promise.all([
      deps.notifications.find(filter, {
        sort: { createdAt: -1, _id: -1 },
        skip: skipOf(query),
        limit: query.pageSize,
      }),
      deps.notifications.count(filter),
    ]);
    return reply(200, toPage(notifications.map(toView), totalCount, query));
  },
);
