import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { backlogOf, settle, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import { depsFrom, type Env } from './deps.ts';

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

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) =>
      backlogOf({ notifications: deps.notifications }),
    );
  }

  /** Settles what is unsettled: audit entries that the operations Worker may not have. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await settle(deps.notifications, { ...deps, now: call.now(), traceId: call.trace.traceId });
      return true as const;
    });
  }

  get #worker() {
    return { name: 'notifications', env: this.env, ctx: this.ctx };
  }
}
