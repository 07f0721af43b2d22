import { join } from 'node:path';
import { collections } from '../../workers/data-api/collections.ts';
import { linesOf } from '../lib/lines-of.ts';
import { PlainError } from '../lib/running.ts';
import { identityOf, readManifest, verifyFiles, type CollectionFile, type Manifest } from './manifest.ts';
import type { BackupStore } from './store.ts';

/** What is written at once: as many documents, or as many characters of them. */
const BATCH = 500;
const BATCH_CHARACTERS = 2 * 1024 * 1024;

/**
 * Puts a backup into an empty store, after every file was found to be what the manifest says. Broken off, it goes on where it
 * was when it is run again with the same backup. Throws PlainError for a damaged backup and for a store that holds something.
 */
export async function restoreStore(
  store: BackupStore,
  folder: string,
  told: (file: CollectionFile) => void = () => {},
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await verifyFiles(folder, manifest);
  const backup = identityOf(manifest);
  const underWay = await store.restoring();
  if (underWay === undefined) await requireEmpty(store);
  else if (underWay !== backup) {
    throw new PlainError('Another backup is being restored here: go on with that one, or empty the store');
  }
  await store.beginRestore(backup);
  for (const file of manifest.collections) {
    for await (const batch of batches(join(folder, file.file))) await store.write(file.name, batch);
    told(file);
  }
  await store.endRestore();
  return manifest;
}

async function requireEmpty(store: BackupStore): Promise<void> {
  for (const { name } of collections) {
    if (!(await store.isEmpty(name))) {
      throw new PlainError(`The store is not empty: there are ${name}. A restore goes into an empty store`);
    }
  }
}

async function* batches(path: string): AsyncGenerator<string[]> {
  let [batch, characters]: [string[], number] = [[], 0];
  for await (const line of linesOf(path)) {
    batch.push(line);
    characters += line.length;
    if (batch.length < BATCH && characters < BATCH_CHARACTERS) continue;
    yield batch;
    [batch, characters] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
