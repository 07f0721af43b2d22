import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { backlogOf, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import { addUpDays } from './commands/add-up-days.ts';
import { depsFrom, type Env } from './deps.ts';

/** What this Worker does for the others. */
export class AnalyticsForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** Which of these messages have been counted. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ inbox }) => inbox.handled(ids));
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ dailyTotals }) =>
      backlogOf({ daily_totals: dailyTotals }),
    );
  }

  /** Settles what is unsettled: adds up the days that something has happened to. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await addUpDays(deps, call);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'analytics', env: this.env, ctx: this.ctx };
  }
}
