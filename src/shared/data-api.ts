/**
 * The Data API contract, version 1: what the product asks of any store.
 * Bodies are relaxed EJSON (`{ $oid }`, `{ $date }`, the rest plain JSON), over RPC as over HTTP, so that the embedded
 * engine, MongoDB and an external Data API endpoint are interchangeable (ADR 0008).
 */

/** A JSON value in which EJSON markers stand for BSON types. */
export type Ejson = null | boolean | number | string | readonly Ejson[] | { readonly [key: string]: Ejson };
export type EjsonDocument = { readonly [key: string]: Ejson };

type Filtered = { collection: string; filter: EjsonDocument };
type Updating = Filtered & { update: EjsonDocument; upsert?: boolean; arrayFilters?: readonly EjsonDocument[] };
type Updated = { matchedCount: number; modifiedCount: number; upsertedId?: Ejson };

/** Every action of the contract with what it takes and what it answers. */
export interface DataActions {
  findOne: {
    request: Filtered & { projection?: EjsonDocument; sort?: EjsonDocument };
    answer: { document: EjsonDocument | null };
  };
  /** `limit` is 1,000 where none is given, as in the Data API. */
  find: {
    request: Filtered & { projection?: EjsonDocument; sort?: EjsonDocument; limit?: number; skip?: number };
    answer: { documents: EjsonDocument[] };
  };
  insertOne: { request: { collection: string; document: EjsonDocument }; answer: { insertedId: Ejson } };
  insertMany: {
    request: { collection: string; documents: readonly EjsonDocument[] };
    answer: { insertedIds: Ejson[] };
  };
  updateOne: { request: Updating; answer: Updated };
  updateMany: { request: Updating; answer: Updated };
  deleteOne: { request: Filtered; answer: { deletedCount: number } };
  deleteMany: { request: Filtered; answer: { deletedCount: number } };
  aggregate: {
    request: { collection: string; pipeline: readonly EjsonDocument[] };
    answer: { documents: EjsonDocument[] };
  };
}

export type DataAction = keyof DataActions;

/**
 * Why an action was not carried out.
 * - `duplicate-key`: a unique index refused it; `index` is that index's declared name (`_id_` for the key itself).
 * - `bad-request`: the request itself is wrong (an unknown operator, conflicting update paths).
 * - `unavailable`: the store was not reached: nothing was written.
 * - `unknown-outcome`: the answer was lost: a write may have happened, or may still happen.
 */
export type DataFailure =
  | { kind: 'duplicate-key'; index: string; message: string }
  | { kind: 'bad-request'; message: string }
  | { kind: 'unavailable'; message: string }
  | { kind: 'unknown-outcome'; message: string };

const reads: ReadonlySet<string> = new Set<DataAction>(['find', 'findOne', 'aggregate']);

/** Whether an action may change what is stored. */
export const writes = (action: string): boolean => !reads.has(action);

/** Errors lose their class over RPC, so a failure travels as data. */
export type DataReply<A extends DataAction> =
  | { ok: true; answer: DataActions[A]['answer'] }
  | { ok: false; failure: DataFailure };

/** The store as a Worker sees it: the RPC entrypoint of `workers/data-api`, or a client of an external endpoint. */
export interface DataApi {
  run<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<DataReply<A>>;
}

/**
 * An index, declared once beside the stored schema (`*.indexes.ts`) and created on every engine from that declaration.
 * Key order is index order. Indexed values are scalars: no array elements (ADR 0008).
 */
export interface IndexDeclaration {
  name: string;
  keys: Readonly<Record<string, 1 | -1>>;
  unique?: true;
  /** Which documents the index holds: scalar equality or `$type` of one field. */
  partial?: Readonly<
    Record<string, string | number | boolean | { $type: 'string' | 'date' | 'objectId' | 'bool' | 'number' }>
  >;
  /** TTL: a document goes this many seconds after the date in the (single) key. */
  expireAfterSeconds?: number;
}

/** One collection, its owner and its indexes. `_id` is always unique. */
export interface CollectionDeclaration {
  name: string;
  indexes: readonly IndexDeclaration[];
}
