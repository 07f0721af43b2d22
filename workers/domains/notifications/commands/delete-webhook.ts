import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { WebhookId } from '#shared/ids';
import { findWebhook } from '../find-webhook.ts';
import type { Deps } from '../ports.ts';

/** Deletes a webhook. What is still on its way to it is cancelled when its turn comes. */
export async function deleteWebhook(
  id: WebhookId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<void> {
  const webhook = await findWebhook(id, actor, deps);
  requireVersion(webhook.version, ifMatch);
  const events = [audited(actor, 'webhooks:manage', 'webhook', id, call)];
  const won = await deps.webhooks.update(
    { _id: oid(id), live: true, version: webhook.version },
    change(call.now(), { set: { live: false, isActive: false }, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return deleteWebhook(id, ifMatch, actor, deps, call);
  deps.publish(events);
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/webhooks/{id}',
    access: 'webhooks:manage',
    summary: 'Delete a webhook; what is still on its way to it is not sent',
    params: z.object({ id: WebhookId }),
    answers: { 200: { description: 'It is deleted', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteWebhook(params.id, ifMatch, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
