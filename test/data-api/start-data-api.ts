import { createTestHarness } from 'wrangler';
import type { CollectionDeclaration, DataAction, DataActions, DataApi } from '#shared/data-api';
import type { Explanation, Readiness, Reply } from '../../workers/data-api/engine.ts';

/** What is no part of the contract, see `DataApiAdmin`. */
export interface DataAdmin {
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  explain<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<Reply<Explanation>>;
}

export interface RunningDataApi {
  data: DataApi & { ping(): Promise<Readiness> };
  admin: DataAdmin;
  /** Where its HTTP paths are, without a slash at the end. */
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  stop: () => Promise<void>;
}

const root = new URL('../..', import.meta.url);

/** Starts the data layer as it is deployed (bundled, in workerd), with these variables, its storage in memory. */
export async function startDataApi(vars: Record<string, string> = {}): Promise<RunningDataApi> {
  const harness = createTestHarness({
    root: root.pathname,
    workers: [
      { configPath: 'workers/data-api/wrangler.toml', vars },
      {
        config: {
          name: 'caller',
          main: 'test/data-api/caller.worker.ts',
          compatibility_date: '2026-10-01',
          services: [
            { binding: 'DATA', service: 'thenorsound-data-api', entrypoint: 'DataApi' },
            { binding: 'ADMIN', service: 'thenorsound-data-api', entrypoint: 'DataApiAdmin' },
          ],
        },
      },
    ],
  });
  await harness.listen();
  const { DATA: data, ADMIN: admin } = await harness
    .getWorker<{ DATA: RunningDataApi['data']; ADMIN: DataAdmin }>('caller')
    .getEnv();
  const worker = harness.getWorker('thenorsound-data-api');
  return {
    data,
    admin,
    fetch: (path, init) => worker.fetch(path, init as never) as unknown as Promise<Response>,
    stop: () => harness.close(),
  };
}
