import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { oid } from '#shared/documents';
import { everything } from '#shared/everything';
import type { UserId, WebhookDeliveryId } from '#shared/ids';
import { backlogOf, settle, type Backlog } from '#shared/outbox';
import type { ReEncryption } from '#shared/re-encryption';
import type { Reply } from '#shared/reply';
import { waitingMails } from './queries/waiting-mails.ts';
import { deliverDue, deliverNow } from './commands/deliver-webhooks.ts';
import { forgetPerson, type Forgotten } from './commands/forget-person.ts';
import { sendDueMails } from './commands/send-mails.ts';
import { reEncryptSecrets } from './commands/re-encrypt-secrets.ts';
import { depsFrom, type Env } from './deps.ts';
import { toView, type NotificationView } from './notification.view.ts';

/** What this Worker does for the others. */
export class NotificationsForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** Which of these messages have told everyone concerned. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ inbox }) => inbox.handled(ids));
  }

  /** What a person was told, newest first. */
  personalData(traceparent: string, userId: UserId): Promise<Reply<NotificationView[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ notifications }) => {
      const told = await everything(notifications, { userId: oid(userId) }, { createdAt: -1, _id: -1 });
      return told.map(toView);
    });
  }

  /** A deleted person is erased. False while something is left that has not been told yet; the same again is fine. */
  forgetPerson(traceparent: string, who: Forgotten): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => forgetPerson(who, deps));
  }

  /** Encrypts some webhooks' secrets anew with the current key; answers how many are left. */
  reEncryptSecrets(traceparent: string): Promise<Reply<ReEncryption>> {
    return forColleague(this.#worker, depsFrom, traceparent, reEncryptSecrets);
  }

  /** Begins to send webhooks that were just planned, and answers at once: whoever planned them waits for no receiver. */
  deliverWebhooks(traceparent: string, ids: WebhookDeliveryId[]): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => {
      call.afterAnswer(deliverNow(ids, deps, call));
      return Promise.resolve(true as const);
    });
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      const { notifications, webhooks, webhookDeliveries } = deps;
      const [mails, ...others] = await Promise.all([
        waitingMails(deps, call.now()),
        backlogOf({ notifications, webhooks, webhook_deliveries: webhookDeliveries }),
      ]);
      return [...others.flat(), mails];
    });
  }

  /** Settles what is unsettled: audit entries that the operations Worker may not have, webhooks and mails that are due. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      // A receiver that takes its time must not prolong the tick.
      call.afterAnswer(deliverDue(deps, call));
      call.afterAnswer(sendDueMails(deps, call));
      const settling = { ...deps, now: call.now(), traceId: call.trace.traceId };
      await Promise.all([
        settle(deps.notifications, settling),
        settle(deps.webhooks, settling),
        settle(deps.webhookDeliveries, settling),
      ]);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'notifications', env: this.env, ctx: this.ctx };
  }
}
