import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { EJSON, ObjectId, type Document } from 'bson';
import type { Db, MongoClient } from 'mongodb';
import { messageOfMongo } from '../../workers/data-api/engines/mongodb/failures.ts';
import { EXACT } from '../backup/canonical.ts';
import { PlainError } from '../lib/running.ts';
import {
  connectToLegacy,
  documentIn,
  isMongoAddress,
  linesOfExport,
  legacyCollections,
  requireExportedFiles,
  WAY_BACK,
  type LegacyCollection,
} from './source.ts';

export type TargetCollection = LegacyCollection | typeof WAY_BACK;

/** One change of one old document; `before` as it was read, which it must still be. */
export type LegacyChange =
  | { insert: Document }
  | { update: Document; set: Record<string, unknown>; unset: string[] }
  | { put: Document }
  | { remove: Document };

/** The old system's database, as the way back reads and writes it: documents with their BSON types. */
export interface LegacyTarget {
  read: (collection: TargetCollection, ids: readonly string[]) => Promise<Document[]>;
  all: (collection: LegacyCollection) => AsyncIterable<Document>;
  /** False where the document is no longer as it was read. */
  write: (collection: TargetCollection, change: LegacyChange) => Promise<boolean>;
  /** When everything was written. */
  finish: () => Promise<void>;
  close: () => Promise<void>;
}

/**
 * Opens `mongodb://…/database`, or a folder for files that `mongoimport` takes.
 *
 * @param from where the old documents are as they now are, a database or a folder of `mongoexport` files; only for a folder
 */
export async function openLegacyTarget(to: string, from: string | undefined): Promise<LegacyTarget> {
  if (isMongoAddress(to)) {
    if (from !== undefined) throw new PlainError('--from is for a folder: a database is compared with itself');
    return openDatabase(to);
  }
  if (from === undefined) {
    throw new PlainError(`Say which old documents ${to} is to change: --from mongodb://… or --from <folder>`);
  }
  return openFolder(to, from);
}

async function openDatabase(uri: string): Promise<LegacyTarget> {
  const { client, database } = await connectToLegacy(uri, { writeConcern: { w: 'majority' } });
  try {
    const reading = readingFrom(client, database);
    await requireOldDocuments(reading, uri);
    return {
      ...reading,
      write: (collection, change) => asked(() => changeInDatabase(database, collection, change)),
      finish: () => Promise.resolve(),
    };
  } catch (failure) {
    await client.close();
    throw failure;
  }
}

type Reading = Pick<LegacyTarget, 'read' | 'all' | 'close'>;

function readingFrom(client: MongoClient, database: Db): Reading {
  return {
    read: (collection, ids) =>
      asked(() =>
        database
          .collection(collection)
          .find({ _id: { $in: ids.flatMap((id) => [new ObjectId(id), id]) as never[] } }, EXACT)
          .toArray(),
      ),
    async *all(collection) {
      const found = database.collection(collection).find({}, { ...EXACT, batchSize: 500 });
      try {
        for await (const document of found) yield document;
      } catch (cause) {
        throw whyNot(cause);
      }
    },
    close: () => client.close(),
  };
}

async function changeInDatabase(database: Db, collection: TargetCollection, change: LegacyChange): Promise<boolean> {
  const documents = database.collection(collection);
  if ('insert' in change) {
    const { _id } = change.insert;
    const { upsertedCount } = await documents.updateOne(
      { _id: _id as never },
      { $setOnInsert: change.insert },
      { upsert: true },
    );
    return upsertedCount === 1;
  }
  if ('put' in change) {
    await documents.replaceOne({ _id: change.put['_id'] as never }, change.put, { upsert: true });
    return true;
  }
  const read = 'update' in change ? change.update : change.remove;
  const asItWas = { _id: read['_id'] as never, updatedAt: (read['updatedAt'] as unknown) ?? null };
  if ('remove' in change) return (await documents.deleteOne(asItWas)).deletedCount === 1;
  const unset = Object.fromEntries(change.unset.map((field) => [field, '']));
  const update = { $set: change.set, ...(change.unset.length > 0 && { $unset: unset }) };
  return (await documents.updateOne(asItWas, update)).matchedCount === 1;
}

const UNAUTHORIZED = 13;

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw whyNot(cause);
  }
}

function whyNot(cause: unknown): PlainError {
  // An Int32 where documents are read with their BSON types.
  if (Number(Reflect.get(Object(cause), 'code')) === UNAUTHORIZED) {
    return new PlainError(`The old database does not let this user do it: ${messageOfMongo(cause)}`);
  }
  return new PlainError(
    `The old database failed (${messageOfMongo(cause)}). What is written stays; run the same command again, it goes on from there.`,
  );
}

/** Going back to a database that holds nothing, or to this system's own, is a mistake in the address. */
async function requireOldDocuments({ all }: Reading, where: string): Promise<void> {
  const shown = where.replace(/\/\/[^@/]*@/, '//');
  for (const collection of legacyCollections) {
    for await (const document of all(collection)) {
      if (!('version' in document)) return;
      throw new PlainError(`${shown} is this system's own database: name the old one`);
    }
  }
  throw new PlainError(`${shown} holds none of ${legacyCollections.join(', ')}: is it the old system's database?`);
}

/** What a file is called while it is written. */
const UNFINISHED = '.part';

/**
 * A folder gets, for each collection, the documents that were created or changed, whole, for `mongoimport --mode upsert`, and
 * those that are to go, for `--mode delete`.
 */
async function openFolder(folder: string, from: string): Promise<LegacyTarget> {
  if (resolve(folder) === resolve(from)) throw new PlainError(`${folder} is where the old documents are: name another`);
  const reading = isMongoAddress(from) ? await readingOfDatabase(from) : await readingOfFiles(from);
  await requireOldDocuments(reading, from);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = [...legacyCollections, WAY_BACK].flatMap((name) => [`${name}.json`, `${name}.delete.json`]);
  const files = new Map<string, WriteStream>();
  const append = async (name: string, document: Document): Promise<void> => {
    const file = files.get(name) ?? createWriteStream(join(folder, `${name}${UNFINISHED}`), { mode: 0o600 });
    files.set(name, file);
    if (!file.write(`${EJSON.stringify(document, { relaxed: false })}\n`)) await once(file, 'drain');
  };
  return {
    ...reading,
    async write(collection, change) {
      if ('insert' in change) await append(`${collection}.json`, change.insert);
      else if ('put' in change) await append(`${collection}.json`, change.put);
      else if ('remove' in change) await append(`${collection}.delete.json`, { _id: change.remove['_id'] as unknown });
      else {
        const whole = { ...change.update, ...change.set };
        for (const field of change.unset) Reflect.deleteProperty(whole, field);
        await append(`${collection}.json`, whole);
      }
      return true;
    },
    async finish() {
      for (const name of names) {
        const file = files.get(name);
        if (!file) {
          // What an earlier run wrote is no longer to be done.
          await rm(join(folder, name), { force: true });
          continue;
        }
        file.end();
        await finished(file);
        await rename(join(folder, `${name}${UNFINISHED}`), join(folder, name));
      }
    },
  };
}

async function readingOfDatabase(uri: string): Promise<Reading> {
  const { client, database } = await connectToLegacy(uri, {});
  return readingFrom(client, database);
}

/** A folder of exported files; where each document begins is noted when its collection is first asked for. */
async function readingOfFiles(folder: string): Promise<Reading> {
  await requireExportedFiles(folder);
  const places = new Map<TargetCollection, Map<string, { at: number; length: number }>>();

  async function* read(collection: TargetCollection) {
    let at = 0;
    for await (const line of linesOfExport(folder, collection)) {
      const length = Buffer.byteLength(line);
      const document = exactIn(line);
      if (document) yield { document, at, length };
      at += length + 1;
    }
  }
  async function placesIn(collection: TargetCollection) {
    const known = places.get(collection);
    if (known) return known;
    const found = new Map<string, { at: number; length: number }>();
    for await (const { document, at, length } of read(collection)) found.set(String(document['_id']), { at, length });
    places.set(collection, found);
    return found;
  }
  return {
    async read(collection, ids) {
      const known = await placesIn(collection);
      const there = ids.flatMap((id) => known.get(id) ?? []);
      if (there.length === 0) return [];
      const file = await open(join(folder, `${collection}.json`));
      try {
        const documents: Document[] = [];
        for (const { at, length } of there) {
          const { buffer } = await file.read(Buffer.alloc(length), 0, length, at);
          const document = exactIn(buffer.toString());
          if (document) documents.push(document);
        }
        return documents;
      } finally {
        await file.close();
      }
    },
    async *all(collection) {
      for await (const { document } of read(collection)) yield document;
    },
    close: () => Promise.resolve(),
  };
}

function exactIn(line: string): Document | undefined {
  const text = documentIn(line);
  if (text === '') return undefined;
  try {
    return EJSON.parse(text, { relaxed: false }) as Document;
  } catch {
    // The import has refused it by name; nothing here came of it.
    return undefined;
  }
}
