import { DurableObject } from 'cloudflare:workers';
import { writes, type CollectionDeclaration } from '#shared/data-api';
import { messageOf } from '#shared/errors';
import { MOVED } from '#shared/durable-store';
import { collectionNamed } from '../../collections.ts';
import type { Explanation, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';
import { answering, Unavailable } from '../../failures.ts';
import { engineOf } from '../../layout.ts';
import { type DataRequest, parseRequest } from '../../requests.ts';
import { Collection } from './collection.ts';
import type { Sql, SqlRow, SqlValue } from './sql.ts';

/** Holds one collection of the embedded engine in its own SQLite database. Named after the collection. */
export class CollectionStore extends DurableObject<Env> {
  #opened: Collection | undefined;
  #alarmAt: number | undefined;

  /**
   * Carries out one action in one turn: it is whole, or it failed and nothing is written. Request and reply are JSON, the
   * text in which documents lie here: what is found is sent as it is stored, without being read.
   */
  run(action: string, text: string): string {
    if (engineOf(this.env) !== 'embedded') return MOVED;
    const reply = answering(() => {
      const request = parseRequest(action, JSON.parse(text));
      const collection = this.#open(request.request.collection);
      const answer = collection.runAsText(request);
      // Only what is written can expire sooner than what is there.
      if (writes(action)) this.#scheduleExpiry(collection);
      return answer;
    });
    return reply.ok ? `{"ok":true,"answer":${reply.answer}}` : JSON.stringify(reply);
  }

  explain(request: DataRequest): Reply<Explanation> {
    return answering(() => this.#open(request.request.collection).explain(request));
  }

  ensureIndexes(declaration: CollectionDeclaration): Reply<null> {
    return answering(() => {
      const collection = this.#open(declaration.name);
      collection.declare(declaration);
      this.#scheduleExpiry(collection);
      return null;
    });
  }

  ping(): true {
    return true;
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = undefined;
    const name = this.ctx.storage.kv.get<string>('collection');
    if (name === undefined) return;
    const next = this.#open(name).deleteExpired();
    if (next !== undefined) await this.#setAlarm(next.getTime());
  }

  #open(name: string): Collection {
    if (this.#opened === undefined) {
      try {
        this.#opened = new Collection(sqlOf(this.ctx.storage), name, collectionNamed(name));
      } catch (error) {
        // What is stored breaks the declaration: no fault of this request, and nobody must write without the indexes.
        console.error(`data-api: the indexes of ${name} cannot be built: ${messageOf(error)}`);
        throw new Unavailable(`the indexes of ${name} cannot be built: ${messageOf(error)}`);
      }
      this.ctx.storage.kv.put('collection', name);
      this.#scheduleExpiry(this.#opened);
    }
    return this.#opened;
  }

  #scheduleExpiry(collection: Collection): void {
    const next = collection.nextExpiry()?.getTime();
    if (next === undefined || (this.#alarmAt !== undefined && this.#alarmAt <= next)) return;
    // Its outcome is part of this turn's writes, which the answer waits for.
    void this.#setAlarm(next);
  }

  #setAlarm(time: number): Promise<void> {
    this.#alarmAt = time;
    return this.ctx.storage.setAlarm(time);
  }
}

function sqlOf(storage: DurableObjectStorage): Sql {
  return {
    exec: (statement, ...bindings: SqlValue[]) => storage.sql.exec<SqlRow>(statement, ...bindings),
    transaction: (work) => storage.transactionSync(work),
  };
}
