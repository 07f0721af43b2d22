import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { notFound } from '#shared/errors';
import type { WebhookId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { Deps } from './ports.ts';
import type { StoredWebhook } from './webhook.documents.ts';

/** A webhook that the actor manages; 404 where there is none, it is deleted, or somebody else's. */
export async function findWebhook(
  id: WebhookId,
  actor: SignedIn,
  { webhooks }: Pick<Deps, 'webhooks'>,
): Promise<StoredWebhook> {
  const webhook = await webhooks.findOne({ _id: oid(id), live: true });
  if (!webhook) throw notFound('The webhook');
  requireReach(actor, 'webhooks:manage', { companies: [webhook.customerId] }, 'The webhook');
  return webhook;
}
