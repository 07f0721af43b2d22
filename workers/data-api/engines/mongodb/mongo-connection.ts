import { DurableObject } from 'cloudflare:workers';
import type { Collection, MongoClient } from 'mongodb';
import { writes, type CollectionDeclaration, type DataFailure } from '#shared/data-api';
import { messageOf } from '#shared/errors';
import { MOVED } from '#shared/durable-store';
import { collectionNamed, collections } from '../../collections.ts';
import type { Document } from '../../ejson.ts';
import type { Explanation, Readiness, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';
import { failureOf, Unavailable } from '../../failures.ts';
import { engineOf } from '../../layout.ts';
import { type DataRequest, parseRequest } from '../../requests.ts';
import { carryOut, explain } from './actions.ts';
import { createIndexes } from './create-indexes.ts';
import { failureOfMongo } from './failures.ts';

/** A request must be answered within 3 s in all, so the store has this long, in milliseconds. */
const operationTimeout = 1_500;
const selectionTimeout = 1_000;
/** If the driver itself should hang. */
const lastResort = 1_900;
/** A Durable Object has six connections at once; one is the driver's monitor. */
const connections = 5;

/**
 * Keeps a client of MongoDB with its connections warm. The driver reconnects by itself; nothing here remembers that a
 * store was down.
 */
export class MongoConnection extends DurableObject<Env> {
  #client: Promise<MongoClient> | undefined;
  readonly #indexed = new Map<string, Promise<void>>();
  /** Opened once: the driver resolves all its options anew for each. */
  readonly #opened = new WeakMap<MongoClient, Map<string, Collection<Document>>>();
  /** Marks of the actions under way of which a command has left for the server. */
  readonly #sent = new Set<string>();
  /** Marks of actions that were answered as not carried out while the driver may still be at it. */
  readonly #givenUp = new Set<string>();
  #actions = 0;

  /** Carries out one action. Request and reply are JSON. */
  async run(action: string, text: string): Promise<string> {
    if (engineOf(this.env) !== 'mongodb') return MOVED;
    const reply = await this.#answering(writes(action), async (mark) => {
      const request = parseRequest(action, JSON.parse(text));
      return carryOut(await this.#collection(request.request.collection), request, mark);
    });
    return JSON.stringify(reply);
  }

  explain(request: DataRequest): Promise<Reply<Explanation>> {
    return this.#answering(false, async () => explain(await this.#collection(request.request.collection), request));
  }

  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>> {
    return this.#answering(false, async () => {
      await createIndexes(await this.#open(declaration.name), declaration);
      return null;
    });
  }

  /** Whether the store answers and has every index of the product: before that it is not ready. */
  async ping(): Promise<Readiness> {
    const reply = await this.#answering(false, async () => {
      await (await this.#connected()).db(this.#database()).command({ ping: 1 });
      await Promise.all(collections.map(({ name }) => this.#collection(name)));
    });
    return reply.ok ? { ok: true } : reply;
  }

  /** A collection whose declared indexes exist: a unique one must be there before the first write. */
  async #collection(name: string): Promise<Collection<Document>> {
    const collection = await this.#open(name);
    const declaration = collectionNamed(name);
    if (declaration === undefined) return collection;
    const created = this.#indexed.get(name) ?? createIndexes(collection, declaration);
    this.#indexed.set(name, created);
    try {
      await created;
    } catch (error) {
      // Not created: the next request tries again.
      this.#indexed.delete(name);
      // Whatever is wrong with them is no fault of this request, and nobody must write without the indexes.
      throw new Unavailable(`the indexes of ${name} cannot be created: ${messageOf(error)}`);
    }
    return collection;
  }

  async #open(name: string): Promise<Collection<Document>> {
    const client = await this.#connected();
    const opened = this.#opened.get(client) ?? new Map<string, Collection<Document>>();
    this.#opened.set(client, opened);
    const collection = opened.get(name) ?? client.db(this.#database()).collection<Document>(name);
    opened.set(name, collection);
    return collection;
  }

  #connected(): Promise<MongoClient> {
    if (this.#client === undefined) {
      const client = this.#connect();
      this.#client = client;
      // A client that has failed to connect stays closed for ever: the next request begins with a new one.
      client.catch(() => {
        if (this.#client === client) this.#client = undefined;
      });
    }
    return this.#client;
  }

  async #connect(): Promise<MongoClient> {
    // Loaded here, so that the embedded engine starts without it.
    const driver = await import('mongodb');
    const client = new driver.MongoClient(this.env.MONGODB_URI ?? '', {
      maxPoolSize: connections,
      serverSelectionTimeoutMS: selectionTimeout,
      connectTimeoutMS: selectionTimeout,
      timeoutMS: operationTimeout,
      retryWrites: true,
      retryReads: true,
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
      monitorCommands: true,
      ignoreUndefined: true,
    });
    client.on('commandStarted', ({ command }) => {
      const mark: unknown = command['comment'];
      if (typeof mark !== 'string') return;
      // The last gate: the driver tells us just before it writes to the socket, and an error here stops it.
      if (this.#givenUp.has(mark)) throw new Error('given up before it was sent');
      this.#sent.add(mark);
    });
    await client.connect();
    return client;
  }

  #database(): string {
    return this.env.MONGODB_DATABASE ?? 'thenorsound';
  }

  async #answering<T>(
    isWrite: boolean,
    act: (mark: string) => Promise<T>,
  ): Promise<{ ok: true; answer: T } | { ok: false; failure: DataFailure }> {
    const mark = `action ${++this.#actions}`;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (!this.#sent.has(mark)) this.#givenUp.add(mark);
        reject(new Error('MongoDB did not answer in time'));
      }, lastResort);
    });
    const acting = act(mark).finally(() => this.#givenUp.delete(mark));
    try {
      return { ok: true, answer: await Promise.race([acting, late]) };
    } catch (error) {
      const attempt = { writes: isWrite, sent: this.#sent.has(mark) };
      return { ok: false, failure: failureOf(error) ?? failureOfMongo(error, attempt) };
    } finally {
      clearTimeout(timer);
      this.#sent.delete(mark);
    }
  }
}
