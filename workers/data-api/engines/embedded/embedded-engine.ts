import type { CollectionDeclaration, DataAction, DataReply } from '#shared/data-api';
import type { Engine, Explanation, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';
import { type DataRequest, writes } from '../../requests.ts';
import { callDurableObject } from '../call-durable-object.ts';
import { objectNamed } from '../object-named.ts';

/** The Durable Object of a collection as it is called; its own RPC type is too deep for the compiler. */
interface Store {
  run(request: DataRequest): Promise<DataReply<DataAction>>;
  explain(request: DataRequest): Promise<Reply<Explanation>>;
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  ping(): Promise<true>;
}

/** SQLite in a Durable Object per collection. */
export function embeddedEngine(env: Env): Engine {
  const storeOf = (collection: string): Store => objectNamed(env.COLLECTION_STORE, collection, env) as unknown as Store;
  return {
    run: (request) => callDurableObject(writes(request), () => storeOf(request.request.collection).run(request)),
    explain: (request) => callDurableObject(false, () => storeOf(request.request.collection).explain(request)),
    ensureIndexes: (declaration) =>
      callDurableObject(false, () => storeOf(declaration.name).ensureIndexes(declaration)),
    ping: () =>
      callDurableObject(false, async () => {
        await storeOf('ping').ping();
        return { ok: true as const };
      }),
  };
}
