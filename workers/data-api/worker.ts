import { WorkerEntrypoint } from 'cloudflare:workers';
import type { CollectionDeclaration, DataAction, DataActions, DataApi as Contract, DataReply } from '#shared/data-api';
import type { StoreLayout } from '#shared/durable-store';
import { chooseEngine } from './choose-engine.ts';
import type { Explanation, Readiness, Reply } from './engine.ts';
import type { Env } from './env.ts';
import { failureOf } from './failures.ts';
import { answerHttp } from './http-endpoint.ts';
import { layoutOf } from './layout.ts';
import { parseRequest } from './requests.ts';

export { CollectionStore } from './engines/embedded/collection-store.ts';
export { MongoConnection } from './engines/mongodb/mongo-connection.ts';

/** The store as the product's Workers call it over RPC. */
export class DataApi extends WorkerEntrypoint<Env> implements Contract {
  /** Carries out one action of the contract. Failures are answered as data, never thrown. */
  async run<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<DataReply<A>> {
    return checked(action, request, (parsed) => chooseEngine(this.env).run(parsed));
  }

  /** Where the store is, for Workers that ask it themselves. */
  layout(): StoreLayout {
    return layoutOf(this.env);
  }

  /** Whether the store can be reached. */
  async ping(): Promise<Readiness> {
    return chooseEngine(this.env).ping();
  }
}

/** For tests and scripts: what is no part of the contract. */
export class DataApiAdmin extends WorkerEntrypoint<Env> {
  /** Creates the declared indexes of a collection that is not the product's, and drops those no longer declared. */
  async ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>> {
    return chooseEngine(this.env).ensureIndexes(declaration);
  }

  /** How the engine would find the documents of a request. */
  async explain<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<Reply<Explanation>> {
    return checked(action, request, (parsed) => chooseEngine(this.env).explain(parsed));
  }
}

export default {
  fetch: (request, env) => answerHttp(request, env),
} satisfies ExportedHandler<Env>;

/** Checks the request at the door; a wrong one is answered without reaching an engine. */
async function checked<T>(
  action: string,
  request: unknown,
  carryOut: (parsed: ReturnType<typeof parseRequest>) => Promise<T>,
): Promise<T | Extract<Readiness, { ok: false }>> {
  try {
    return await carryOut(parseRequest(action, request));
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ok: false, failure };
  }
}
