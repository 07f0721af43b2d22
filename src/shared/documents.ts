import * as z from 'zod';
import {
  writes,
  type DataAction,
  type DataActions,
  type DataApi,
  type DataFailure,
  type Ejson,
  type EjsonDocument,
} from './data-api.ts';
import type { Envelope } from './domain-events.ts';
import { AppError, messageOf, unavailable } from './errors.ts';
import type { AnyId } from './ids.ts';
import { within } from './reply.ts';

/** A filter or update in MongoDB's language. `Date` values and `oid(id)` become EJSON; `undefined` fields are left out. */
export type Query = Readonly<Record<string, unknown>>;

/** An id inside a filter or update, where no schema says that it is one. */
export const oid = (id: AnyId) => ({ $oid: id });
export const oids = (ids: readonly AnyId[]) => ids.map(oid);

/** A unique index refused the write: `index` is its declared name, `_id_` for the key itself. */
export class DuplicateKey extends Error {
  readonly index: string;
  constructor(index: string) {
    super(`duplicate key in ${index}`);
    this.name = 'DuplicateKey';
    this.index = index;
  }
}

/** Whether a write went through; false where a unique index refused it. What else goes wrong is thrown. */
export async function isWritten(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof DuplicateKey) return false;
    throw error;
  }
}

/** The answer to a write was lost: it may have happened, or may still happen. A 503 for the client. */
export class UnknownOutcome extends AppError {
  constructor(cause: unknown) {
    super(unavailable('The store').refusal, { cause });
    this.name = 'UnknownOutcome';
  }
}

/** Counts the requests to the data layer that one piece of work makes. */
export interface StoreMeter {
  roundTrips: number;
}

const AnyStoredId = z.object({ $oid: z.string() });

/** A whole answer takes at most three seconds, so one action gets less (architecture: the edge). */
const ACTION_TIMEOUT_MS = 2_300;
const READ_RETRY_WITHIN_MS = 700;

/** A collection of one Worker, parsed on read and encoded on write by its stored schema. */
export interface Collection<Document> {
  findOne(filter: Query, options?: { sort?: Query }): Promise<Document | null>;
  /**
   * At most `limit` documents (1,000 where none is given). Throws where one cannot be read, unless `unreadable` takes it:
   * a sweep must not stop at a single document.
   */
  find(
    filter: Query,
    options?: { sort?: Query; limit?: number; skip?: number; unreadable?: (id: AnyId, error: unknown) => void },
  ): Promise<Document[]>;
  count(filter: Query): Promise<number>;
  /** Throws DuplicateKey where a unique index refuses it. */
  insert(document: Document): Promise<void>;
  /** In their order, in one request. Throws DuplicateKey where one is refused: those before it are written then. */
  insertMany(documents: readonly Document[]): Promise<void>;
  /** Changes one document; whether there was one that matched. Throws DuplicateKey where a unique index refuses it. */
  update(filter: Query, update: Query): Promise<boolean>;
  /** How many matched. */
  updateMany(filter: Query, update: Query): Promise<number>;
  /** How many are gone. */
  remove(filter: Query): Promise<number>;
  aggregate<Row extends z.ZodType>(pipeline: readonly Query[], row: Row): Promise<z.output<Row>[]>;
}

const Counted = z.object({ count: z.int() });

/** Opens a collection for one piece of work. */
export function openCollection<S extends z.ZodObject>(
  data: DataApi,
  meter: StoreMeter,
  name: string,
  schema: S,
): Collection<z.output<S>> {
  const run = <A extends DataAction>(action: A, request: object) =>
    runAction(data, meter, action, { collection: name, ...request } as DataActions[A]['request']);

  const parse = (stored: EjsonDocument): z.output<S> => {
    const parsed = z.safeDecode(schema, stored as z.input<S>);
    if (parsed.success) return parsed.data;
    // Paths and expectations only: the values may be personal data.
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
    throw new Error(`a stored document of ${name} (${JSON.stringify(stored['_id'])}) is not valid: ${problems}`);
  };

  return {
    async findOne(filter, options = {}) {
      const { document } = await run('findOne', { filter: ejson(filter), ...encoded(options) });
      return document && parse(document);
    },
    async find(filter, { unreadable, ...options } = {}) {
      const { documents } = await run('find', { filter: ejson(filter), ...encoded(options) });
      if (!unreadable) return documents.map(parse);
      return documents.flatMap((stored) => {
        try {
          return [parse(stored)];
        } catch (error) {
          unreadable(AnyStoredId.parse(stored['_id']).$oid as AnyId, error);
          return [];
        }
      });
    },
    async count(filter) {
      const pipeline = [{ $match: filter }, { $count: 'count' }];
      const { documents } = await run('aggregate', { pipeline: ejson(pipeline) });
      return Counted.parse(documents[0] ?? { count: 0 }).count;
    },
    async insert(document) {
      await run('insertOne', { document: ejson(z.encode(schema, document)) });
    },
    async insertMany(documents) {
      if (documents.length === 0) return;
      await run('insertMany', { documents: documents.map((document) => ejson(z.encode(schema, document))) });
    },
    async update(filter, update) {
      const { matchedCount } = await run('updateOne', { filter: ejson(filter), update: ejson(update) });
      return matchedCount > 0;
    },
    async updateMany(filter, update) {
      const { matchedCount } = await run('updateMany', { filter: ejson(filter), update: ejson(update) });
      return matchedCount;
    },
    async remove(filter) {
      const { deletedCount } = await run('deleteMany', { filter: ejson(filter) });
      return deletedCount;
    },
    async aggregate(pipeline, row) {
      const { documents } = await run('aggregate', { pipeline: ejson(pipeline) });
      return documents.map((document) => z.decode(row, document as z.input<typeof row>));
    },
  };
}

/**
 * A change of a document that clients can see: one more `version`, `updatedAt`, and the events that tell of it, in one
 * write (ADR 0005).
 */
export function change(
  now: Date,
  parts: {
    set?: Query;
    unset?: readonly string[];
    push?: Query;
    pull?: Query;
    inc?: Query;
    events?: readonly Envelope[];
  },
): Query {
  const { set, unset = [], push, pull, inc, events = [] } = parts;
  const told = events.length > 0;
  return {
    $set: { ...set, updatedAt: now },
    $inc: { ...inc, version: 1 },
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, ''])) }),
    ...((push ?? told) && { $push: { ...push, ...(told && { outbox: { $each: events } }) } }),
    ...(pull && { $pull: pull }),
    // The oldest unfinished business decides when the sweep comes: a later change must not put it off.
    ...(told && { $min: { unsettledSince: now } }),
  };
}

/** The fields of a new driving document whose creation is told by `events`. */
export const untold = (now: Date, events: Envelope[]) => ({ outbox: events, unsettledSince: now });

async function runAction<A extends DataAction>(
  data: DataApi,
  meter: StoreMeter,
  action: A,
  request: DataActions[A]['request'],
): Promise<DataActions[A]['answer']> {
  const startedAt = Date.now();
  const first = await attempt(data, meter, action, request);
  if (first.ok) return first.answer;
  const lost = first.failure.kind === 'unavailable' || first.failure.kind === 'unknown-outcome';
  if (!lost || writes(action) || Date.now() - startedAt > READ_RETRY_WITHIN_MS) throw errorOf(first.failure);

  // Jittered, so that everybody who met the same hiccup does not come back at the same moment.
  await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100));
  const second = await attempt(data, meter, action, request);
  if (second.ok) return second.answer;
  throw errorOf(second.failure);
}

function attempt<A extends DataAction>(
  data: DataApi,
  meter: StoreMeter,
  action: A,
  request: DataActions[A]['request'],
) {
  meter.roundTrips += 1;
  return within(ACTION_TIMEOUT_MS, data.run(action, request)).catch((cause: unknown) => ({
    ok: false as const,
    failure: { kind: 'unknown-outcome' as const, message: messageOf(cause) },
  }));
}

function errorOf(failure: DataFailure): Error {
  switch (failure.kind) {
    case 'duplicate-key':
      return new DuplicateKey(failure.index);
    case 'unavailable':
      return unavailable('The store', failure.message);
    case 'unknown-outcome':
      return new UnknownOutcome(failure.message);
    case 'bad-request':
      return new Error(`the data layer refused the request: ${failure.message}`);
  }
}

const encoded = (options: Query): Query =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [key, ejson(value)]));

/** A value as relaxed EJSON. Already encoded markers (`{ $oid }`) pass through. */
export function ejson(value: unknown): Ejson {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(ejson);
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(fields.map(([key, field]) => [key, ejson(field)]));
  }
  return value as Ejson;
}
