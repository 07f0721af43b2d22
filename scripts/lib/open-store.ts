import type { DataApi } from '../../src/shared/data-api.ts';
import { build } from './build.ts';
import { compose, type Settings } from './compose.ts';
import { dataApi, type Worker } from './workers.ts';

/** A Worker whose only purpose is to have the binding. */
const HOLDER = 'holder';

/**
 * The data layer alone, on the same files (or the same MongoDB) that the system will use: for what is written before it
 * starts. Once closed nobody holds the files.
 */
export async function openStore(
  persist: string,
  settingsOf: (worker: Worker) => Settings,
): Promise<{ data: DataApi; close: () => Promise<void> }> {
  await build([dataApi]);
  const { miniflare } = await compose({
    workers: [dataApi],
    port: 0,
    persist,
    settingsOf,
    companions: [
      {
        name: HOLDER,
        compatibilityDate: '2026-10-01',
        modules: true,
        script: 'export default {}',
        serviceBindings: { DATA: { name: dataApi.name, entrypoint: 'DataApi' } },
      },
    ],
  });
  const { DATA } = await miniflare.getBindings<{ DATA: DataApi }>(HOLDER);
  return { data: DATA, close: () => miniflare.dispose() };
}
