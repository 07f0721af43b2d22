import type { CollectionDeclaration } from '#shared/data-api';
import { anyConnection, connectionName, objectNamed } from '#shared/durable-store';
import type { Engine, Explanation, Readiness, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';
import { layoutOf, runOnObjects } from '../../layout.ts';
import type { DataRequest } from '../../requests.ts';
import { callObject } from '../call-object.ts';

/** The Durable Object as it is called; its own RPC type is too deep for the compiler. */
interface Connection {
  explain(request: DataRequest): Promise<Reply<Explanation>>;
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  ping(): Promise<Readiness>;
}

/** MongoDB by the official driver, in a small pool of Durable Objects that keep their connections. */
export function mongodbEngine(env: Env): Engine {
  const layout = layoutOf(env);
  const connectionNamed = (name: string): Connection =>
    objectNamed(env.MONGO_CONNECTION, name, layout) as unknown as Connection;
  const connection = () => connectionNamed(anyConnection(layout));
  return {
    run: runOnObjects(env),
    explain: (request) => callObject(() => connection().explain(request)),
    ensureIndexes: (declaration) => callObject(() => connection().ensureIndexes(declaration)),
    // All of them: who asks whether the store is ready warms every connection up.
    ping: async () => {
      const pings = Array.from({ length: layout.connections }, (_, place) =>
        callObject(() => connectionNamed(connectionName(place)).ping()),
      );
      return (await Promise.all(pings)).find(({ ok }) => !ok) ?? { ok: true };
    },
  };
}
