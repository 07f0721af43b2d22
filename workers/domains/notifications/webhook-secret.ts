import { Webhook as Signer } from 'standardwebhooks';
import type { FieldCipher } from '#shared/field-encryption';
import type { WebhookId } from '#shared/ids';
import type { StoredWebhook } from './webhook.documents.ts';

/** A new signing secret, as Standard Webhooks 1.0 writes it: `whsec_` and 24 to 64 random bytes in base64. */
export const newSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;

/** Where a ciphertext belongs: nowhere else can it be opened. */
export const place = (id: WebhookId) => `webhooks/${id}/secret`;

/** A secret as it is stored: it can be opened for this webhook alone. */
export const sealSecret = (secret: string, id: WebhookId, cipher: FieldCipher) => cipher.encrypt(secret, place(id));

export const openSecret = ({ _id, secret }: StoredWebhook, cipher: FieldCipher) => cipher.decrypt(secret, place(_id));

/**
 * The headers that let a receiver know who sent a message, which and when (Standard Webhooks 1.0). While a rotation is
 * under way they are signed with both secrets, so that the receiver may change to the new one at any moment.
 */
export async function signedHeaders(
  webhook: StoredWebhook,
  { messageId, payload }: { messageId: string; payload: string },
  now: Date,
  cipher: FieldCipher,
): Promise<Record<string, string>> {
  const { _id, secret, previousSecret } = webhook;
  const sealed = previousSecret && previousSecret.validUntil > now ? [secret, previousSecret.secret] : [secret];
  const secrets = await Promise.all(sealed.map((one) => cipher.decrypt(one, place(_id))));
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Signer(one).sign(messageId, now, payload)).join(' '),
  };
}
