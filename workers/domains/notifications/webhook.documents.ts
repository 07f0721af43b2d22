import * as z from 'zod';
import { EncryptedField } from '#shared/field-encryption';
import { CustomerId, UserId, WebhookDeliveryId, WebhookId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/** Where somebody wants to hear of events (Standard Webhooks 1.0). */
export const StoredWebhook = z.object({
  _id: storedId(WebhookId),
  ...drivingDocument,
  /** Whose events it hears; null for an administrator's, which hears those of all companies. */
  customerId: storedId(CustomerId).nullable(),
  createdBy: storedId(UserId),
  url: z.string(),
  description: z.string().nullable(),
  /** The types it hears; null for all, also those to come. */
  eventTypes: z.array(z.string()).nullable(),
  isActive: z.boolean(),
  secret: EncryptedField,
  /** The secret before the last rotation: both sign until it is no longer valid. */
  previousSecret: z.object({ secret: EncryptedField, validUntil: storedDate }).nullable(),
  /** Why the receiver is in trouble, from which delivery on; null once something is delivered again. */
  failure: z
    .object({
      reason: z.enum(['gone', 'retries-exhausted']),
      since: storedDate,
      deliveryId: storedId(WebhookDeliveryId),
    })
    .nullable(),
  /** False once deleted. */
  live: z.boolean(),
});
export type StoredWebhook = z.infer<typeof StoredWebhook>;
