import type { DataApi } from '#shared/data-api';
import { seedDemo } from '../demo/seed.ts';
import { build } from './build.ts';
import { compose } from './compose.ts';
import type { Settings } from './compose.ts';
import { dataApi, type Worker } from './workers.ts';

/**
 * Puts the demo data into the store before the system starts: through the data layer alone, on the same files (or the
 * same MongoDB) that the system will use. The data layer has ended when this returns, so nobody else holds the files.
 * Never in production.
 */
export async function seedStore(persist: string, settingsOf: (worker: Worker) => Settings): Promise<boolean> {
  if (process.env['ENVIRONMENT'] === 'production') return false;
  await build([dataApi]);
  const { miniflare } = await compose({
    // A Worker whose only purpose is to have the binding.
    workers: [dataApi],
    port: 0,
    persist,
    settingsOf,
    companions: [
      {
        name: 'demo-seeder',
        compatibilityDate: '2026-10-01',
        modules: true,
        script: 'export default {}',
        serviceBindings: { DATA: { name: dataApi.name, entrypoint: 'DataApi' } },
      },
    ],
  });
  try {
    const { DATA } = await miniflare.getBindings<{ DATA: DataApi }>('demo-seeder');
    return await seedDemo(DATA, new Date());
  } finally {
    await miniflare.dispose();
  }
}
