import { WorkerEntrypoint } from 'cloudflare:workers';
import * as z from 'zod';
import { callFor } from '#shared/call';
import { forColleague } from '#shared/colleague';
import { oid, oids } from '#shared/documents';
import { everything } from '#shared/everything';
import type { Subscriber } from '#shared/domain-events';
import type { ErrorReport } from '#shared/error-reports';
import { MessageId, type UserId } from '#shared/ids';
import { backlogOf, type Backlog } from '#shared/outbox';
import { replying, type Reply } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { toAuditEntryView, type AuditEntryView } from './audit.view.ts';
import { noteErrors } from './commands/note-errors.ts';
import { HAS_ID, parkLetter, type Letter } from './commands/park-letter.ts';
import { settleLetters } from './commands/settle-letters.ts';
import { depsFrom, type Env } from './deps.ts';

/** What this Worker does for the others. */
export class OperationsForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** Which of these messages have taken their effect here. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ inbox }) => inbox.handled(ids));
  }

  /** Keeps a message that its subscriber can never handle, with the reason. */
  park(traceparent: string, letter: Letter): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await parkLetter(letter, call.now(), deps);
      return true as const;
    });
  }

  /** Which of these messages are kept here for this subscriber, replayed or not. */
  parked(traceparent: string, subscriber: Subscriber, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ deadLetters }) => {
      const known = z.array(MessageId).parse(ids);
      const filter = { subscriber, messageId: { $in: oids(known), ...HAS_ID } };
      const found = await deadLetters.find(filter, { limit: Math.max(1, known.length) });
      return found.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]));
    });
  }

  /**
   * Keeps errors that a Worker has logged. Its own failures are in its answer and the log alone: reporting them as well
   * would go round in circles.
   */
  noteErrors(traceparent: string, reports: ErrorReport[]): Promise<Reply<true>> {
    const worker = this.#worker;
    const call = callFor(worker, traceFrom(traceparent));
    return replying(call.trace.traceId, async () => {
      await noteErrors(reports, depsFrom(worker.env, call));
      return true as const;
    });
  }

  /** What a person did, and what was done with the person's own record; newest first. */
  personalData(traceparent: string, userId: UserId): Promise<Reply<AuditEntryView[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ audit }) => {
      const newestFirst = { at: -1, _id: -1 };
      const [by, about] = await Promise.all([
        everything(audit, { actorId: oid(userId) }, newestFirst),
        everything(audit, { resourceId: userId }, newestFirst),
      ]);
      const entries = new Map([...by, ...about].map((entry) => [entry._id, entry]));
      return [...entries.values()].map(toAuditEntryView).toSorted((one, other) => (one.at < other.at ? 1 : -1));
    });
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => backlogOf({ dead_letters: deps.deadLetters }));
  }

  /** Settles what is unsettled: dead letters on their way to their subscribers again. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await settleLetters(deps, call);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'operations', env: this.env, ctx: this.ctx };
  }
}
