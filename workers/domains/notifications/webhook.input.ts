import * as z from 'zod';
import { text } from '#shared/fields';
import { webhookEventTypes } from './domain/webhook-events.ts';

const WebhookUrl = z
  .string()
  .trim()
  .max(2_048, 'must have at most 2048 characters')
  .refine((typed) => URL.canParse(typed), 'must be a URL')
  // As it will be asked: a host in another script or another spelling of an address shows what it is.
  .transform((typed) => new URL(typed).href)
  .meta({ type: 'string', format: 'uri', example: 'https://example.com/thenorsound' });

const EventTypes = z
  .array(z.enum(webhookEventTypes))
  .min(1, 'must name an event type; null hears all')
  .max(100)
  .transform((types) => [...new Set(types)])
  .nullable()
  .meta({ description: 'The types to hear; null for all, also those to come' });

/** What a client may say of a webhook. */
const fields = {
  url: WebhookUrl,
  description: text(1, 500).nullable(),
  eventTypes: EventTypes,
  isActive: z.boolean(),
};

export const WebhookInput = z.strictObject({
  url: fields.url,
  description: fields.description.default(null),
  eventTypes: fields.eventTypes.default(null),
  isActive: fields.isActive.default(true),
});
export type WebhookInput = z.infer<typeof WebhookInput>;

export const WebhookUpdate = z.strictObject({
  url: fields.url.optional(),
  description: fields.description.optional(),
  eventTypes: fields.eventTypes.optional(),
  isActive: fields.isActive.optional(),
  rotateSecret: z
    .boolean()
    .default(false)
    .meta({ description: 'true makes a new secret, which the answer shows; the old one signs too for 24 hours' }),
});
export type WebhookUpdate = z.infer<typeof WebhookUpdate>;
