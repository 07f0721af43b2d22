import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { WebhookId } from '#shared/ids';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { findWebhook } from '../find-webhook.ts';
import type { Deps } from '../ports.ts';
import { DeliveryStatus, toDeliveryView, WebhookDeliveryView } from '../webhook-delivery.view.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/webhooks/{id}/deliveries',
    access: 'webhooks:manage',
    summary: 'List what was, or is to be, sent to a webhook in the last 30 days, newest first, with every attempt',
    params: z.object({ id: WebhookId }),
    query: z.object({ ...pageQuery, status: DeliveryStatus.optional() }),
    answers: { 200: { description: 'A page of deliveries', body: pageOf(WebhookDeliveryView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, query, actor, deps }) => {
    const filter = { webhookId: oid(params.id), ...(query.status && { status: query.status }) };
    const [, deliveries, totalCount] = await Promise.all([
      findWebhook(params.id, actor, deps),
      deps.webhookDeliveries.find(filter, {
        sort: { createdAt: -1, _id: -1 },
        skip: skipOf(query),
        limit: query.pageSize,
      }),
      deps.webhookDeliveries.count(filter),
    ]);
    return reply(200, toPage(deliveries.map(toDeliveryView), totalCount, query));
  },
);
