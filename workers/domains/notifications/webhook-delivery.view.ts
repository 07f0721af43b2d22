import * as z from 'zod';
import { MessageId, WebhookDeliveryId, WebhookId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { StoredWebhookDelivery } from './webhook-delivery.documents.ts';

export const DeliveryStatus = z.enum(['pending', 'delivered', 'failed', 'cancelled']);

export const WebhookDeliveryView = z
  .object({
    id: WebhookDeliveryId,
    webhookId: WebhookId,
    messageId: MessageId.meta({
      description: 'What the receiver gets as webhook-id: the same in every attempt and replay',
    }),
    type: z.string().meta({ example: 'booking.confirmed' }),
    payload: z.string().meta({ description: 'The body, as it is sent' }),
    isReplay: z.boolean(),
    status: DeliveryStatus.meta({
      description: 'cancelled: the webhook was turned off or deleted before it was delivered',
    }),
    nextAttemptAt: InstantView.nullable().meta({ description: 'The earliest time; null where there is none to come' }),
    attempts: z.array(
      z.object({
        at: InstantView,
        durationMs: z.int(),
        status: z.int().nullable().meta({ example: 500, description: 'Of the answer; null where there was none' }),
        error: z.enum(['timed-out', 'unreachable', 'address-refused']).nullable(),
        answer: z.string().nullable().meta({ description: 'The first KiB of it' }),
      }),
    ),
    createdAt: InstantView,
  })
  .meta({ id: 'WebhookDelivery' });
type WebhookDeliveryView = z.infer<typeof WebhookDeliveryView>;

export function toDeliveryView(delivery: StoredWebhookDelivery): WebhookDeliveryView {
  return {
    id: delivery._id,
    webhookId: delivery.webhookId,
    messageId: delivery.messageId,
    type: delivery.type,
    payload: delivery.payload,
    isReplay: delivery.isReplay,
    status: delivery.status,
    nextAttemptAt: delivery.status === 'pending' ? delivery.dueAt.toISOString() : null,
    attempts: delivery.attempts.map(({ at, ...attempt }) => ({ at: at.toISOString(), ...attempt })),
    createdAt: delivery.createdAt.toISOString(),
  };
}
