import { hasDemoSignIn, seedDemo } from '../demo/seed.ts';
import type { Settings } from './compose.ts';
import { openStore } from './open-store.ts';
import { PlainError } from './running.ts';
import type { Worker } from './workers.ts';

/**
 * Puts the demo data into the store before the system starts; true when it wrote. For real people none is written, and a store
 * that has demo people is refused by a PlainError.
 */
export async function seedStore(
  persist: string,
  settingsOf: (worker: Worker) => Settings,
  forRealPeople: boolean,
): Promise<boolean> {
  const { data, close } = await openStore(persist, settingsOf);
  try {
    if (!forRealPeople) return await seedDemo(data, new Date());
    if (!(await hasDemoSignIn(data))) return false;
  } finally {
    await close();
  }
  throw new PlainError(
    'There are demo people in this store, whose password everybody knows. Another one: DATA_FOLDER, or MONGODB_DATABASE',
  );
}
