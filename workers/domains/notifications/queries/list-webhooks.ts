import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { scopeOf } from '#shared/permissions';
import type { Deps } from '../ports.ts';
import { toView, WebhookView } from '../webhook.view.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/webhooks',
    access: 'webhooks:manage',
    summary: 'List webhooks, newest first: an organizer’s own, for an administrator all',
    query: z.object(pageQuery),
    answers: { 200: { description: 'A page of webhooks, without their secrets', body: pageOf(WebhookView) } },
  },
  async ({ query, actor, deps, call }) => {
    const scope = scopeOf(actor, 'webhooks:manage');
    const filter = { live: true, ...(scope !== 'any' && { customerId: oid(scope) }) };
    const [webhooks, totalCount] = await Promise.all([
      deps.webhooks.find(filter, {
        sort: { createdAt: -1, _id: -1 },
        skip: skipOf(query),
        limit: query.pageSize,
      }),
      deps.webhooks.count(filter),
    ]);
    const views = webhooks.map((webhook) => toView(webhook, call.now()));
    return reply(200, toPage(views, totalCount, query));
  },
);
