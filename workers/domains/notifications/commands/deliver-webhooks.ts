import pLimit from 'p-limit';
import type { Call } from '#shared/call';
import { oid, oids } from '#shared/documents';
import type { WebhookDeliveryId, WebhookId } from '#shared/ids';
import { log } from '#shared/log';
import { attemptDelivery, type Attempted } from '../attempt-delivery.ts';
import type { Deps } from '../ports.ts';
import type { StoredWebhookDelivery } from '../webhook-delivery.documents.ts';

/** As many connections as one invocation may have waiting for an answer at once (Workers: limits). */
const AT_ONCE = 6;
/** What goes on after an answer may take 30 s (Workers: limits): the last attempt begins so that it, too, can end. */
const BEGIN_WITHIN_MS = 12_000;
const WEBHOOKS_PER_RUN = 50;
const DELIVERIES_PER_WEBHOOK = 10;
const FOUND_AT_ONCE = 100;

/** Sends deliveries that were just planned, each for itself, and what fails at once a second time a few seconds later. */
export async function deliverNow(ids: readonly WebhookDeliveryId[], deps: Deps, call: Call): Promise<void> {
  const run = begin(deps, call);
  const planned = await deps.webhookDeliveries.find({ _id: { $in: oids(ids) } }, { limit: Math.max(1, ids.length) });
  await Promise.all(
    planned.map(async (delivery) => {
      const first = await run.turn([delivery]);
      if (!first?.takesMore || first.delivery.status !== 'pending') return;
      const waitMs = first.delivery.dueAt.getTime() - call.now().getTime();
      if (!run.mayBeginIn(waitMs)) return;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await run.turn([first.delivery]);
    }),
  );
}

/**
 * Sends what is due, oldest first and a bounded number per run: retries, and what a process that died has left. Every webhook
 * gets its turn before anybody gets a second one, so that much for one receiver does not hold up the others.
 */
export async function deliverDue(deps: Deps, call: Call): Promise<void> {
  const now = call.now();
  const turns = new Map<WebhookId, StoredWebhookDelivery[]>();
  while (turns.size < WEBHOOKS_PER_RUN) {
    const due = await deps.webhookDeliveries.find(
      {
        status: 'pending',
        dueAt: { $lte: now },
        ...(turns.size > 0 && { webhookId: { $nin: oids([...turns.keys()]) } }),
      },
      { sort: { dueAt: 1 }, limit: FOUND_AT_ONCE },
    );
    for (const delivery of due) {
      const turn = turns.get(delivery.webhookId) ?? [];
      if (turn.length < DELIVERIES_PER_WEBHOOK) turns.set(delivery.webhookId, [...turn, delivery]);
    }
    if (due.length < FOUND_AT_ONCE) break;
  }
  const run = begin(deps, call);
  await Promise.all([...turns.values()].map((turn) => run.turn(turn)));
}

/** One run of sending: a few webhooks at a time, and nothing new once the time is over. */
function begin(deps: Deps, call: Call) {
  const beginUntil = call.now().getTime() + BEGIN_WITHIN_MS;
  const oneOfAFew = pLimit(AT_ONCE);
  const mayBeginIn = (waitMs: number) => call.now().getTime() + waitMs <= beginUntil;

  /**
   * Sends to one webhook, one after the other, and says how the last attempt went; null where there was none. Where the
   * receiver says nothing, the rest is left for the next run.
   */
  async function takeTurn(turn: readonly StoredWebhookDelivery[]): Promise<Attempted | null> {
    const [first] = turn;
    if (!first || !mayBeginIn(0)) return null;
    const webhook = await deps.webhooks.findOne({ _id: oid(first.webhookId) });
    let last: Attempted | null = null;
    for (const delivery of turn) {
      if (!mayBeginIn(0)) break;
      last = (await attemptDelivery(delivery, webhook, deps, call)) ?? last;
      if (last && !last.takesMore) break;
    }
    return last;
  }

  return {
    mayBeginIn,
    turn: (turn: readonly StoredWebhookDelivery[]) =>
      oneOfAFew(() => takeTurn(turn)).catch((error: unknown) => {
        // One webhook that cannot be served must not keep the others waiting; its deliveries stay due.
        log('error', 'webhook-turn-failed', { traceId: call.trace.traceId, webhookId: turn[0]?.webhookId, error });
        return null;
      }),
  };
}
