import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { conflict, notFound } from '#shared/errors';
import { newId, WebhookDeliveryId, WebhookId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { findWebhook } from '../find-webhook.ts';
import type { Deps } from '../ports.ts';
import type { StoredWebhookDelivery } from '../webhook-delivery.documents.ts';
import { toDeliveryView, WebhookDeliveryView } from '../webhook-delivery.view.ts';

/**
 * Sends what was sent before once more, as a delivery of its own: the same body under the same `webhook-id`, so that a
 * receiver that has it already can tell.
 */
export async function replayDelivery(
  ids: { webhookId: WebhookId; deliveryId: WebhookDeliveryId; newId: WebhookDeliveryId },
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredWebhookDelivery> {
  const [webhook, sent] = await Promise.all([
    findWebhook(ids.webhookId, actor, deps),
    deps.webhookDeliveries.findOne({ _id: oid(ids.deliveryId), webhookId: oid(ids.webhookId) }),
  ]);
  if (!sent) throw notFound('The delivery');
  if (!webhook.isActive) throw conflict('The webhook is turned off: turn it on first');
  if (sent.status === 'pending') throw conflict('The delivery is still under way');

  const now = call.now();
  const events = [audited(actor, 'webhooks:manage', 'webhook-delivery', ids.newId, call)];
  const replay: StoredWebhookDelivery = {
    ...sent,
    _id: ids.newId,
    ...firstVersion(now),
    ...untold(now, events),
    isReplay: true,
    status: 'pending',
    dueAt: now,
    attempts: [],
    traceId: call.trace.traceId,
  };
  try {
    await deps.webhookDeliveries.insert(replay);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.webhookDeliveries.findOne({ _id: oid(ids.newId) });
    // The same replay again, after its answer was lost: it is on its way, or there.
    if (standing) return standing;
    throw conflict('This replay was made and is over');
  }
  deps.publish(events);
  call.afterAnswer(deps.deliverSoon([replay._id]));
  return replay;
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/webhooks/{id}/deliveries/{deliveryId}/replay',
    access: 'webhooks:manage',
    summary: 'Send once more what was sent before: the same body and webhook-id, as a new delivery',
    params: z.object({ id: WebhookId, deliveryId: WebhookDeliveryId }),
    answers: { 201: { description: 'The new delivery, on its way', body: WebhookDeliveryView } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, actor, deps, call, newId: givenId }) => {
    const id = WebhookDeliveryId.parse(givenId ?? newId<WebhookDeliveryId>());
    const ids = { webhookId: params.id, deliveryId: params.deliveryId, newId: id };
    const delivery = await replayDelivery(ids, actor, deps, call);
    const location = `/api/webhooks/${params.id}/deliveries/${id}`;
    return reply(201, toDeliveryView(delivery), { headers: { location } });
  },
);
