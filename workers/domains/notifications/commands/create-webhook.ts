import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { conflict } from '#shared/errors';
import { newId, WebhookId } from '#shared/ids';
import { scopeOf } from '#shared/permissions';
import { firstVersion } from '#shared/stored';
import type { Deps } from '../ports.ts';
import { requireAllowedUrl } from '../require-allowed-url.ts';
import type { StoredWebhook } from '../webhook.documents.ts';
import { WebhookInput } from '../webhook.input.ts';
import { newSecret, openSecret, sealSecret } from '../webhook-secret.ts';
import { toView, WebhookWithSecretView } from '../webhook.view.ts';

/** How many webhooks an owner may have: each event is sent to all of them. Two at once may make it one more. */
const MOST = 20;

/** Registers where to send events: an organizer's own, or for an administrator those of all companies. */
export async function createWebhook(
  wish: WebhookInput,
  id: WebhookId,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<{ webhook: StoredWebhook; secret: string }> {
  const scope = scopeOf(actor, 'webhooks:manage');
  const customerId = scope === 'any' ? null : scope;
  const [count] = await Promise.all([
    deps.webhooks.count({ live: true, customerId: customerId && oid(customerId) }),
    requireAllowedUrl(wish.url, deps, call),
  ]);
  if (count >= MOST) throw conflict(`There are ${MOST} webhooks already: delete one first`);

  const now = call.now();
  const secret = newSecret();
  const events = [audited(actor, 'webhooks:manage', 'webhook', id, call)];
  const webhook: StoredWebhook = {
    _id: id,
    ...firstVersion(now),
    ...untold(now, events),
    ...wish,
    customerId,
    createdBy: actor.userId,
    secret: await sealSecret(secret, id, deps.cipher),
    previousSecret: null,
    failure: null,
    live: true,
  };
  try {
    await deps.webhooks.insert(webhook);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.webhooks.findOne({ _id: oid(id), live: true });
    if (!standing) throw conflict('This webhook was created and deleted again');
    // The same creation again, after its answer was lost: it stands, and its secret has not been shown yet.
    return { webhook: standing, secret: await openSecret(standing, deps.cipher) };
  }
  deps.publish(events);
  return { webhook, secret };
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/webhooks',
    access: 'webhooks:manage',
    summary: 'Register a webhook: an organizer hears its own events, an administrator those of all companies',
    body: WebhookInput,
    answers: { 201: { description: 'The new webhook, with its secret', body: WebhookWithSecretView, etag: true } },
    refuses: ['CONFLICT'],
  },
  async ({ body, actor, deps, call, newId: givenId }) => {
    const id = WebhookId.parse(givenId ?? newId<WebhookId>());
    const { webhook, secret } = await createWebhook(body, id, actor, deps, call);
    return reply(
      201,
      { ...toView(webhook, call.now()), secret },
      { etag: etagOf(webhook.version), headers: { location: `/api/webhooks/${id}` } },
    );
  },
);
