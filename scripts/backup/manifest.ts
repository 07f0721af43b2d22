import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { collectionNamed } from '../../workers/data-api/collections.ts';
import { readIfThere } from '../lib/read-if-there.ts';
import { PlainError } from '../lib/running.ts';

/** What a backup's folder holds besides the files of the collections; written last, so that without it nothing is whole. */
export const MANIFEST = 'manifest.json';

/** Raised when the lines or the manifest change so that an older restore would misread them. */
export const FORMAT_VERSION = 1;

const CollectionFile = z.object({
  name: z.string(),
  file: z.string(),
  documents: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type CollectionFile = z.infer<typeof CollectionFile>;

const Manifest = z.object({
  format: z.literal('thenorsound-backup'),
  version: z.literal(FORMAT_VERSION),
  exportedAt: z.iso.datetime(),
  engine: z.enum(['embedded', 'mongodb']),
  collections: z.array(CollectionFile),
});
export type Manifest = z.infer<typeof Manifest>;

/** Reads a backup's manifest. Throws PlainError where there is none, or it is none that this version can restore. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readIfThere(join(folder, MANIFEST));
  if (text === undefined) {
    throw new PlainError(`${folder} has no ${MANIFEST}: it is no backup, or its export was broken off`);
  }
  const damaged = new PlainError(`${MANIFEST} is damaged: it is not what an export writes`);
  let said: unknown;
  try {
    said = JSON.parse(text.toString());
  } catch {
    // Only malformed JSON brings us here.
    throw damaged;
  }
  const version: unknown = Reflect.get(Object(said), 'version');
  if (typeof version === 'number' && version !== FORMAT_VERSION) {
    throw new PlainError(`The backup has format version ${version}; this version restores ${FORMAT_VERSION}`);
  }
  const manifest = Manifest.safeParse(said);
  if (!manifest.success) throw damaged;
  for (const { name, file } of manifest.data.collections) {
    if (!collectionNamed(name)) {
      throw new PlainError(
        `The backup holds a collection ${name}, which this version does not have: restore it with the version it was made by`,
      );
    }
    if (file !== fileOf(name)) throw damaged;
  }
  return manifest.data;
}

/** The file of a collection, in the folder of the backup. */
export const fileOf = (collection: string): string => `${collection}.ndjson`;

/** What tells one backup from another: its documents, whenever it was made. */
export function identityOf({ collections }: Manifest): string {
  const said = collections.map(({ name, sha256 }) => `${name} ${sha256}`).toSorted();
  return createHash('sha256').update(said.join('\n')).digest('hex');
}

/** Throws PlainError for the first file that is not, byte for byte, what the manifest says. */
export async function verifyFiles(folder: string, { collections }: Manifest): Promise<void> {
  for (const { file, bytes, documents, sha256 } of collections) {
    const path = join(folder, file);
    const size = await sizeOf(path);
    if (size === undefined) throw new PlainError(`${file} is missing`);
    if (size !== bytes) throw new PlainError(`${file} is damaged: it has ${size} bytes and should have ${bytes}`);
    const hash = createHash('sha256');
    let lines = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      for (const byte of chunk) if (byte === 0x0a) lines += 1;
    }
    if (hash.digest('hex') !== sha256)
      throw new PlainError(`${file} is damaged: its SHA-256 is not the one of ${MANIFEST}`);
    if (lines !== documents) {
      throw new PlainError(`${file} has ${lines} documents and should have ${documents}: ${MANIFEST} is wrong`);
    }
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}
