import type { CollectionDeclaration, DataAction, DataReply } from '#shared/data-api';
import type { Engine, Explanation, Readiness, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';
import { type DataRequest, writes } from '../../requests.ts';
import { callDurableObject } from '../call-durable-object.ts';
import { objectNamed } from '../object-named.ts';

/** The Durable Object as it is called; its own RPC type is too deep for the compiler. */
interface Connection {
  run(request: DataRequest): Promise<DataReply<DataAction>>;
  explain(request: DataRequest): Promise<Reply<Explanation>>;
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  ping(): Promise<Readiness>;
}

const defaultPoolSize = 4;

/** MongoDB by the official driver, in a small pool of Durable Objects that keep their connections. */
export function mongodbEngine(env: Env): Engine {
  const poolSize = Math.max(1, Math.trunc(Number(env.MONGODB_POOL_SIZE ?? defaultPoolSize)) || defaultPoolSize);
  const connectionAt = (place: number): Connection =>
    objectNamed(env.MONGO_CONNECTION, `connection ${place}`, env) as unknown as Connection;
  const connection = () => connectionAt(Math.floor(Math.random() * poolSize));
  return {
    run: (request) => callDurableObject(writes(request), () => connection().run(request)),
    explain: (request) => callDurableObject(false, () => connection().explain(request)),
    ensureIndexes: (declaration) => callDurableObject(false, () => connection().ensureIndexes(declaration)),
    // All of them: who asks whether the store is ready warms every connection up.
    ping: async () => {
      const pings = Array.from({ length: poolSize }, (_, place) =>
        callDurableObject(false, () => connectionAt(place).ping()),
      );
      return (await Promise.all(pings)).find(({ ok }) => !ok) ?? { ok: true };
    },
  };
}
