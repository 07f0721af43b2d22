import type { CollectionDeclaration } from '#shared/data-api';
import { objectNamed } from '#shared/durable-store';
import type { Engine, Explanation, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';
import { layoutOf, runOnObjects } from '../../layout.ts';
import type { DataRequest } from '../../requests.ts';
import { callObject } from '../call-object.ts';

/** The Durable Object of a collection as it is called; its own RPC type is too deep for the compiler. */
interface Store {
  explain(request: DataRequest): Promise<Reply<Explanation>>;
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  ping(): Promise<true>;
}

/** SQLite in a Durable Object per collection. */
export function embeddedEngine(env: Env): Engine {
  const storeOf = (collection: string): Store =>
    objectNamed(env.COLLECTION_STORE, collection, layoutOf(env)) as unknown as Store;
  return {
    run: runOnObjects(env),
    explain: (request) => callObject(() => storeOf(request.request.collection).explain(request)),
    ensureIndexes: (declaration) => callObject(() => storeOf(declaration.name).ensureIndexes(declaration)),
    ping: () =>
      callObject(async () => {
        await storeOf('ping').ping();
        return { ok: true as const };
      }),
  };
}
