import * as z from 'zod';
import { CustomerId, WebhookId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import { webhookEventTypes } from './domain/webhook-events.ts';
import type { StoredWebhook } from './webhook.documents.ts';

export const WebhookView = z
  .object({
    id: WebhookId,
    customerId: CustomerId.nullable().meta({
      description: 'Whose events it hears; null for an administrator’s, which hears those of all companies',
    }),
    url: z.string().meta({ format: 'uri', example: 'https://example.com/thenorsound' }),
    description: z.string().nullable(),
    eventTypes: z
      .array(z.string())
      .nullable()
      .meta({ example: webhookEventTypes.slice(2, 4), description: 'The types it hears; null for all' }),
    isActive: z.boolean(),
    failure: z
      .object({ reason: z.enum(['gone', 'retries-exhausted']), since: InstantView })
      .nullable()
      .meta({ description: 'gone: the receiver answered 410, and nothing is sent any more; null while all is well' }),
    previousSecretValidUntil: InstantView.nullable().meta({
      description: 'While two secrets sign: until when the one before the last rotation does',
    }),
    createdAt: InstantView,
    updatedAt: InstantView,
  })
  .meta({ id: 'Webhook' });
type WebhookView = z.infer<typeof WebhookView>;

export const WebhookWithSecretView = z
  .object({
    ...WebhookView.shape,
    secret: z.string().nullable().meta({
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      description: 'Shown where it was just made, and never again; else null',
    }),
  })
  .meta({ id: 'WebhookWithSecret' });

export function toView(webhook: StoredWebhook, now: Date): WebhookView {
  const { failure, previousSecret } = webhook;
  const isValid = previousSecret !== null && previousSecret.validUntil > now;
  return {
    id: webhook._id,
    customerId: webhook.customerId,
    url: webhook.url,
    description: webhook.description,
    eventTypes: webhook.eventTypes,
    isActive: webhook.isActive,
    failure: failure && { reason: failure.reason, since: failure.since.toISOString() },
    previousSecretValidUntil: isValid ? previousSecret.validUntil.toISOString() : null,
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  };
}
