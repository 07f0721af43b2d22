import { DuplicateKey, oid } from '#shared/documents';
import type { DomainEvent } from '#shared/domain-events';
import { newId, type CustomerId, type WebhookDeliveryId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { payloadOf, type WebhookEventType } from '../domain/webhook-events.ts';
import type { Deps } from '../ports.ts';
import type { StoredWebhook } from '../webhook.documents.ts';

/**
 * Keeps, for every webhook that hears an event, that it is to be sent there, once however often the event comes, and has
 * the sending begin. Nobody waits here for a receiver.
 */
export async function planDeliveries<T extends WebhookEventType>(event: DomainEvent<T>, deps: Deps): Promise<void> {
  const customerId = await organizerOf(event, deps);
  const owners = { $in: [oid(customerId), null] };
  const webhooks = await deps.webhooks.find({ live: true, isActive: true, customerId: owners });
  const hearing = webhooks.filter(({ eventTypes }) => eventTypes?.includes(event.type) ?? true);
  if (hearing.length === 0) return;

  const payload = payloadOf(event, customerId);
  const planned = await Promise.all(hearing.map((webhook) => plan(webhook, event, payload, deps)));
  await deps.deliverSoon(planned.filter((id) => id !== null));
}

async function organizerOf<T extends WebhookEventType>(
  { data }: DomainEvent<T>,
  { customerOfEvent }: Pick<Deps, 'customerOfEvent'>,
): Promise<CustomerId> {
  if ('customerId' in data) return data.customerId;
  const customerId = await customerOfEvent(data.eventId);
  // A deleted event still names its organizer: without one, this message makes no sense.
  if (customerId === null) throw new Error(`there never was an event ${data.eventId}`);
  return customerId;
}

/** The id of the new delivery; null where there is one of this event already. */
async function plan<T extends WebhookEventType>(
  webhook: StoredWebhook,
  event: DomainEvent<T>,
  payload: string,
  { webhookDeliveries }: Pick<Deps, 'webhookDeliveries'>,
): Promise<WebhookDeliveryId | null> {
  const now = new Date();
  const id = newId<WebhookDeliveryId>(now);
  try {
    await webhookDeliveries.insert({
      _id: id,
      ...firstVersion(now),
      outbox: [],
      webhookId: webhook._id,
      messageId: event.id,
      type: event.type,
      payload,
      isReplay: false,
      status: 'pending',
      dueAt: now,
      attempts: [],
      traceId: event.traceId,
    });
    return id;
  } catch (error) {
    // Planned already: the message came again. What is left of it is the sweep's.
    if (!(error instanceof DuplicateKey)) throw error;
    return null;
  }
}
