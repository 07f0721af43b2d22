import type { CollectionDeclaration, DataAction, DataFailure, DataReply } from '#shared/data-api';
import type { DataRequest } from './requests.ts';

/** How an engine would find the documents of a request. */
export interface Explanation {
  /** Whether every document is reached by an index. */
  usesIndex: boolean;
  /** The declared names of the indexes taken; `_id_` for the key. */
  indexes: string[];
  /** Whether the matches must be sorted in memory because no index gives the order. */
  sortsInMemory: boolean;
  /** The engine's own words. */
  plan: unknown;
}

export type Reply<T> = { ok: true; answer: T } | { ok: false; failure: DataFailure };
export type Readiness = { ok: true } | { ok: false; failure: DataFailure };

/** What carries out the contract: the embedded engine or MongoDB. Failures are answered, not thrown. */
export interface Engine {
  run(request: DataRequest): Promise<DataReply<DataAction>>;
  ping(): Promise<Readiness>;
  /** Creates the indexes of a collection that is not the product's; those of the product create themselves. */
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  explain(request: DataRequest): Promise<Reply<Explanation>>;
}
