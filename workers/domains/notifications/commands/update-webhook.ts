import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { WebhookId } from '#shared/ids';
import { DAY_MS } from '#shared/instant';
import { said } from '#shared/update-body';
import { findWebhook } from '../find-webhook.ts';
import type { Deps } from '../ports.ts';
import { requireAllowedUrl } from '../require-allowed-url.ts';
import { StoredWebhook } from '../webhook.documents.ts';
import { WebhookUpdate } from '../webhook.input.ts';
import { newSecret, sealSecret } from '../webhook-secret.ts';
import { toView, WebhookWithSecretView } from '../webhook.view.ts';

/** How long the secret before a rotation goes on to sign. */
const BOTH_SIGN_MS = DAY_MS;

/** What an update writes. */
const Changeable = StoredWebhook.pick({
  url: true,
  description: true,
  eventTypes: true,
  isActive: true,
  secret: true,
  previousSecret: true,
  failure: true,
});

/** Changes a webhook, and on request its secret: the old one goes on to sign beside the new one for a day. */
export async function updateWebhook(
  id: WebhookId,
  wish: WebhookUpdate,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<{ webhook: StoredWebhook; secret: string | null }> {
  const webhook = await findWebhook(id, actor, deps);
  requireVersion(webhook.version, ifMatch);
  const { rotateSecret, ...given } = wish;
  const { url = webhook.url } = given;
  const isMoved = url !== webhook.url;
  if (isMoved) await requireAllowedUrl(url, deps, call);

  const now = call.now();
  const secret = rotateSecret ? newSecret() : null;
  const isTurnedOn = given.isActive === true && !webhook.isActive;
  const next: StoredWebhook = {
    ...webhook,
    ...said(given),
    // Another receiver, or one that is said to be well again.
    ...((isMoved || isTurnedOn) && { failure: null }),
    ...(secret !== null && {
      secret: await sealSecret(secret, id, deps.cipher),
      previousSecret: { secret: webhook.secret, validUntil: new Date(now.getTime() + BOTH_SIGN_MS) },
    }),
  };
  const set = storedForm(next);
  if (JSON.stringify(set) === JSON.stringify(storedForm(webhook))) return { webhook, secret };

  const events = [audited(actor, 'webhooks:manage', 'webhook', id, call)];
  const won = await deps.webhooks.update(
    { _id: oid(id), live: true, version: webhook.version },
    change(now, { set, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return updateWebhook(id, wish, ifMatch, actor, deps, call);
  deps.publish(events);
  return { webhook: { ...next, version: webhook.version + 1, updatedAt: now }, secret };
}

/** What can change of a webhook, as it is stored. */
const storedForm = (webhook: StoredWebhook) => z.encode(Changeable, webhook);

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/webhooks/{id}',
    access: 'webhooks:manage',
    summary: 'Change a webhook, turn it off and on, or rotate its secret: what is absent stays',
    params: z.object({ id: WebhookId }),
    body: WebhookUpdate,
    answers: {
      200: { description: 'The webhook, with its secret where that is new', body: WebhookWithSecretView, etag: true },
    },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const { webhook, secret } = await updateWebhook(params.id, body, ifMatch, actor, deps, call);
    return reply(200, { ...toView(webhook, call.now()), secret }, { etag: etagOf(webhook.version) });
  },
);
