import type { DataApi } from '../../src/shared/data-api.ts';
import { build } from './build.ts';
import { compose, type Settings } from './compose.ts';
import { becomeSoleUser } from './sole-user.ts';
import { dataApi, type Worker } from './workers.ts';

/** A Worker whose only purpose is to have the binding. */
const HOLDER = 'holder';

/**
 * The data layer alone, on the same files (or the same MongoDB) that the system will use: for what is written before it
 * starts. Once closed nobody holds the files. Throws PlainError while another process runs on them.
 */
export async function openStore(
  persist: string,
  settingsOf: (worker: Worker) => Settings,
): Promise<{ data: DataApi; close: () => Promise<void> }> {
  await build([dataApi]);
  const settings = settingsOf(dataApi);
  const giveBack = settings['MONGODB_URI'] ? () => Promise.resolve() : await becomeSoleUser(persist);
  try {
    const { miniflare } = await compose({
      workers: [dataApi],
      port: 0,
      persist,
      settingsOf: () => settings,
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
    const close = async () => {
      await miniflare.dispose();
      await giveBack();
    };
    return { data: DATA, close };
  } catch (failure) {
    await giveBack();
    throw failure;
  }
}
