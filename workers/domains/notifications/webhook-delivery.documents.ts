import * as z from 'zod';
import { MessageId, WebhookDeliveryId, WebhookId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/** One event on its way to one webhook, with what came of each attempt. */
export const StoredWebhookDelivery = z.object({
  _id: storedId(WebhookDeliveryId),
  ...drivingDocument,
  webhookId: storedId(WebhookId),
  /** The event's id, which a receiver gets as `webhook-id`, also in a replay: it tells a repetition by it. */
  messageId: storedId(MessageId),
  type: z.string(),
  /** The body, exactly as it is sent and signed. */
  payload: z.string(),
  /** Whether a person asked for it to be sent once more. */
  isReplay: z.boolean(),
  status: z.enum(['pending', 'delivered', 'failed', 'cancelled']),
  /** While pending: when it is tried, or, while somebody is at it, when that one is taken for dead. */
  dueAt: storedDate,
  attempts: z.array(
    z.object({
      at: storedDate,
      durationMs: z.int(),
      status: z.int().nullable(),
      error: z.enum(['timed-out', 'unreachable', 'address-refused']).nullable(),
      answer: z.string().nullable(),
    }),
  ),
  traceId: z.string(),
});
export type StoredWebhookDelivery = z.infer<typeof StoredWebhookDelivery>;
