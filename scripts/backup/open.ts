import { join, resolve } from 'node:path';
import { root } from '../lib/workers.ts';
import { embeddedStore } from './embedded-store.ts';
import { openMongodbStore } from './mongodb-store.ts';
import type { BackupStore } from './store.ts';

/**
 * The store that `npm run serve` would use with the same variables: MONGODB_URI (and MONGODB_DATABASE), else the embedded
 * engine's files in DATA_FOLDER, else this clone's. Throws PlainError while something runs on those files.
 */
export async function openBackupStore(options: { snapshot: boolean }): Promise<BackupStore> {
  const { MONGODB_URI, MONGODB_DATABASE, DATA_FOLDER } = process.env;
  if (MONGODB_URI) return openMongodbStore(MONGODB_URI, MONGODB_DATABASE || 'thenorsound', options.snapshot);
  const folder = DATA_FOLDER ? resolve(DATA_FOLDER) : join(root, '.wrangler/state/v3');
  return openEmbeddedStore(folder);
}

/** The embedded engine on its files, which nobody else may have. */
export async function openEmbeddedStore(folder: string): Promise<BackupStore> {
  // Only where it is needed: with it come wrangler and miniflare, which take more memory than an export from MongoDB.
  const { openStore } = await import('../lib/open-store.ts');
  const { data, close } = await openStore(folder, () => ({}));
  return embeddedStore(data, close);
}
