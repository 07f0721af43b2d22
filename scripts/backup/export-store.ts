import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { collections } from '../../workers/data-api/collections.ts';
import { PlainError } from '../lib/running.ts';
import { writePrivately } from '../lib/settings.ts';
import { fileOf, FORMAT_VERSION, MANIFEST, type CollectionFile, type Manifest } from './manifest.ts';
import type { BackupStore } from './store.ts';

/** What is gathered before it goes to the file, in characters. */
const CHUNK = 256 * 1024;

/**
 * Writes every collection of the product into a new or empty folder, a document a line, and the manifest in the end: a folder
 * without it is an export that was broken off. Throws PlainError for a folder that holds something.
 */
export async function exportStore(
  store: BackupStore,
  folder: string,
  now: Date,
  told: (file: CollectionFile) => void = () => {},
): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new PlainError(`${folder} is not empty: an export goes into a folder of its own`);
  }
  const files: CollectionFile[] = [];
  for (const { name } of collections) {
    const file = await writeLines(join(folder, fileOf(name)), name, store.lines(name));
    told(file);
    files.push(file);
  }
  const manifest: Manifest = {
    format: 'thenorsound-backup',
    version: FORMAT_VERSION,
    exportedAt: now.toISOString(),
    engine: store.engine,
    collections: files,
  };
  await writePrivately(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function writeLines(path: string, name: string, lines: AsyncIterable<string>): Promise<CollectionFile> {
  const output = createWriteStream(path, { mode: 0o600, flush: true });
  // Ends the wait below too, when the disk is full.
  const written = finished(output);
  written.catch(() => {});
  const hash = createHash('sha256');
  let [documents, bytes] = [0, 0];
  let chunk = '';
  const write = async () => {
    const data = Buffer.from(chunk);
    chunk = '';
    hash.update(data);
    bytes += data.length;
    if (!output.write(data)) await Promise.race([once(output, 'drain'), written]);
  };
  try {
    for await (const line of lines) {
      chunk += `${line}\n`;
      documents += 1;
      if (chunk.length >= CHUNK) await write();
    }
    if (chunk !== '') await write();
  } finally {
    output.end();
  }
  await written;
  return { name, file: fileOf(name), documents, bytes, sha256: hash.digest('hex') };
}
