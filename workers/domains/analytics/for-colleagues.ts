import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
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

  /** Nothing here spans documents, so there is nothing to settle. */
  sweep(_traceparent: string): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  get #worker() {
    return { env: this.env, ctx: this.ctx };
  }
}
