import type { CollectionDeclaration, DataAction, DataActions, DataApi } from '#shared/data-api';
import { build } from '../../scripts/lib/build.ts';
import { compose } from '../../scripts/lib/compose.ts';
import { dataApi } from '../../scripts/lib/workers.ts';
import type { Explanation, Readiness, Reply } from '../../workers/data-api/engine.ts';

/** What is no part of the contract, see `DataApiAdmin`. */
export interface DataAdmin {
  ensureIndexes(declaration: CollectionDeclaration): Promise<Reply<null>>;
  explain<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<Reply<Explanation>>;
}

export interface RunningDataApi {
  data: DataApi & { ping(): Promise<Readiness> };
  admin: DataAdmin;
  /** Where its HTTP paths are. */
  url: URL;
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  stop: () => Promise<void>;
}

const caller = 'caller';

/** Starts the built data layer on workerd with these variables, its storage in memory, and a Worker that is bound to it. */
export async function startDataApi(vars: Record<string, string> = {}): Promise<RunningDataApi> {
  await build([dataApi]);
  const { url, miniflare } = await compose({
    workers: [dataApi],
    port: 0,
    settingsOf: () => vars,
    companions: [
      {
        name: caller,
        compatibilityDate: '2026-10-01',
        modules: true,
        script: 'export default {}',
        serviceBindings: {
          DATA: { name: dataApi.name, entrypoint: 'DataApi' },
          ADMIN: { name: dataApi.name, entrypoint: 'DataApiAdmin' },
        },
      },
    ],
  });
  const { DATA: data, ADMIN: admin } = await miniflare.getBindings<{ DATA: RunningDataApi['data']; ADMIN: DataAdmin }>(
    caller,
  );
  return {
    data,
    admin,
    url,
    fetch: (path, init) => fetch(new URL(path, url), init),
    stop: () => miniflare.dispose(),
  };
}
