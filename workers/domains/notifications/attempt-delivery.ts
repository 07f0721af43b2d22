import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { MessageId } from '#shared/ids';
import { log } from '#shared/log';
import { verdictOn, type Outcome } from './domain/webhook-attempt.ts';
import type { Deps } from './ports.ts';
import { ANSWER_WITHIN_MS, postWebhook } from './post-webhook.ts';
import { tell } from './tell.ts';
import { webhookFailing, webhookGone } from './texts/webhook-texts.ts';
import type { StoredWebhookDelivery } from './webhook-delivery.documents.ts';
import type { StoredWebhook } from './webhook.documents.ts';
import { signedHeaders } from './webhook-secret.ts';
import { targetProblem } from './webhook-target.ts';

/** A delivery after an attempt, and whether its receiver answers and wants more: else whoever has more for it better waits. */
export interface Attempted {
  delivery: StoredWebhookDelivery;
  takesMore: boolean;
}

/**
 * Sends a delivery once, unless somebody else is at it (null). It is claimed by a conditional write for as long as sending can
 * take; whoever dies in between leaves a claim that runs out, and the receiver may get the same message twice.
 */
export async function attemptDelivery(
  delivery: StoredWebhookDelivery,
  webhook: StoredWebhook | null,
  deps: Deps,
  call: Call,
): Promise<Attempted | null> {
  const startedAt = call.now();
  const claimedUntil = new Date(startedAt.getTime() + ANSWER_WITHIN_MS + deps.settleAfterMs);
  const claim = { _id: oid(delivery._id), status: 'pending', dueAt: delivery.dueAt };
  if (!(await deps.webhookDeliveries.update(claim, { $set: { dueAt: claimedUntil } }))) return null;

  const claimed = { ...delivery, dueAt: claimedUntil };
  if (!webhook?.live || !webhook.isActive) return note(claimed, { status: 'cancelled' }, deps, call);

  const outcome = await send(claimed, webhook, startedAt, deps);
  const endedAt = call.now();
  const attempt = { at: startedAt, durationMs: endedAt.getTime() - startedAt.getTime(), ...outcome };
  const verdict = verdictOn(outcome, delivery.attempts.length + 1, endedAt, Math.random());
  // What follows comes first, the note last: whoever dies in between leaves it to be done again.
  if (verdict.status === 'failed') await giveUp(verdict.reason, claimed, webhook, deps, call);
  if (verdict.status === 'delivered' && webhook.failure !== null) await recover(webhook, deps, call);
  return note(claimed, { ...verdict, attempts: [...delivery.attempts, attempt] }, deps, call);
}

async function send(
  { messageId, payload }: StoredWebhookDelivery,
  webhook: StoredWebhook,
  now: Date,
  { cipher, webhookTargets }: Deps,
): Promise<Outcome> {
  let problem: string | null;
  try {
    problem = await targetProblem(new URL(webhook.url), webhookTargets);
  } catch {
    // Where a name leads cannot be found out now, so nothing may be sent there now.
    return { status: null, error: 'unreachable', answer: null };
  }
  if (problem !== null) return { status: null, error: 'address-refused', answer: null };
  const headers = await signedHeaders(webhook, { messageId, payload }, now, cipher);
  return postWebhook(webhook.url, headers, payload);
}

/** Writes what came of an attempt, unless the claim ran out meanwhile and somebody else took over. */
async function note(
  claimed: StoredWebhookDelivery,
  result: Partial<Pick<StoredWebhookDelivery, 'status' | 'dueAt' | 'attempts'>>,
  deps: Deps,
  call: Call,
): Promise<Attempted | null> {
  const now = call.now();
  const { status, dueAt, attempts } = { ...claimed, ...result };
  const last = attempts.at(-1);
  const isNoted = await deps.webhookDeliveries.update(
    { _id: oid(claimed._id), status: 'pending', dueAt: claimed.dueAt },
    change(now, { set: { status, dueAt }, ...(last && result.attempts && { push: { attempts: last } }) }),
  );
  log('info', 'webhook-attempted', {
    traceId: claimed.traceId,
    deliveryId: claimed._id,
    webhookId: claimed.webhookId,
    type: claimed.type,
    attempts: attempts.length,
    answered: last?.status ?? null,
    error: last?.error ?? undefined,
    durationMs: last?.durationMs,
    status,
    isNoted,
  });
  if (!isNoted) return null;
  const delivery = { ...claimed, status, dueAt, attempts, version: claimed.version + 1, updatedAt: now };
  return { delivery, takesMore: typeof last?.status === 'number' && last.status !== 410 };
}

/** Marks the webhook and tells its managers; one that is gone is turned off. For this delivery once, however often it runs. */
async function giveUp(
  reason: 'gone' | 'retries-exhausted',
  delivery: StoredWebhookDelivery,
  webhook: StoredWebhook,
  deps: Deps,
  call: Call,
): Promise<void> {
  const now = call.now();
  const events = [audited('system', 'system:settle', 'webhook', webhook._id, call)];
  const failure = { reason, since: now, deliveryId: oid(delivery._id) };
  const isMarked = await deps.webhooks.update(
    // The receiver that failed: another one, given meanwhile, has done nothing wrong.
    {
      _id: oid(webhook._id),
      live: true,
      isActive: true,
      url: webhook.url,
      ...(reason !== 'gone' && { failure: null }),
    },
    change(now, { set: { failure, ...(reason === 'gone' && { isActive: false }) }, events }),
  );
  if (isMarked) deps.publish(events);

  const marked = await deps.webhooks.findOne({ _id: oid(webhook._id), live: true });
  // Marked for an earlier delivery, of which they were told then; or changed, or deleted meanwhile.
  if (marked?.failure?.deliveryId !== delivery._id) return;
  const people = webhook.customerId
    ? await deps.managersOf(webhook.customerId)
    : await deps.people([webhook.createdBy]);
  const [type, write] =
    reason === 'gone' ? (['webhook.gone', webhookGone] as const) : (['webhook.failing', webhookFailing] as const);
  await tell(
    { id: MessageId.parse(delivery._id), type, occurredAt: now.toISOString() },
    people.map((person) => ({
      person,
      text: write(new URL(webhook.url).host, person.language),
      link: `/webhooks/${webhook._id}`,
    })),
    deps,
  );
}

/** The receiver is well again. */
async function recover(webhook: StoredWebhook, deps: Deps, call: Call): Promise<void> {
  await deps.webhooks.update(
    { _id: oid(webhook._id), live: true, isActive: true, url: webhook.url },
    change(call.now(), { set: { failure: null } }),
  );
}
