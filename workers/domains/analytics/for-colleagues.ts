import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import type { Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
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
  backlog(_traceparent: string): Promise<Reply<Backlog[]>> {
    return Promise.resolve({ ok: true, value: [] });
  }

  /** Nothing here spans documents, so there is nothing to settle. */
  sweep(_traceparent: string): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  get #worker() {
    return { name: 'analytics', env: this.env, ctx: this.ctx };
  }
}
