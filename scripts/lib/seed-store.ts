import { seedDemo } from '../demo/seed.ts';
import type { Settings } from './compose.ts';
import { openStore } from './open-store.ts';
import type { Worker } from './workers.ts';

/** Puts the demo data into the store before the system starts. Never in production. True when it wrote. */
export async function seedStore(persist: string, settingsOf: (worker: Worker) => Settings): Promise<boolean> {
  if (process.env['ENVIRONMENT'] === 'production') return false;
  const { data, close } = await openStore(persist, settingsOf);
  try {
    return await seedDemo(data, new Date());
  } finally {
    await close();
  }
}
