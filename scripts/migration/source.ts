import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { MongoClient, type Db, type MongoClientOptions } from 'mongodb';
import { messageOfMongo } from '../../workers/data-api/engines/mongodb/failures.ts';
import { linesOf } from '../lib/lines-of.ts';
import { PlainError } from '../lib/running.ts';

export const legacyCollections = ['customers', 'users', 'credentials', 'events'] as const;
export type LegacyCollection = (typeof legacyCollections)[number];

/** Which slots a way back has added: beside the old system's collections, since it cannot read a document with a field more. */
export const WAY_BACK = 'way_back';

/** The old system's data: a running database, or a folder of exported files. */
export interface LegacySource {
  /** How many documents there are, for the progress bar; null where only reading would tell. */
  count: (collection: LegacyCollection) => Promise<number | null>;
  /** Every document in the order of its id. What cannot be read at all comes as `unreadable`, with the reason. */
  read: (collection: LegacyCollection | typeof WAY_BACK) => AsyncIterable<Record<string, unknown> | Unreadable>;
  close: () => Promise<void>;
}

export interface Unreadable {
  unreadable: string;
  where: string;
}

export const isUnreadable = (document: Record<string, unknown> | Unreadable): document is Unreadable =>
  typeof document['unreadable'] === 'string' && typeof document['where'] === 'string';

/** Opens `mongodb://…/database` (`thenorsound` where none is named), or a folder of `mongoexport` files. */
export const openSource = (from: string): Promise<LegacySource> =>
  isMongoAddress(from) ? openDatabase(from) : openFolder(from);

/** The old system's database: the one that the address names, else `thenorsound`. Throws PlainError where it cannot be reached. */
export async function connectToLegacy(
  uri: string,
  options: MongoClientOptions,
): Promise<{ client: MongoClient; database: Db }> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, options);
    await client.connect();
  } catch (cause) {
    await client?.close();
    throw new PlainError(`The old database cannot be reached: ${messageOfMongo(cause)}`);
  }
  const named = new URL(uri.replace(/^mongodb(\+srv)?:/, 'http:').replace(/(,[^/]*)/, '')).pathname.slice(1);
  return { client, database: client.db(named === '' ? 'thenorsound' : named) };
}

export const isMongoAddress = (text: string): boolean => /^mongodb(\+srv)?:\/\//.test(text);

async function openDatabase(uri: string): Promise<LegacySource> {
  const { client, database } = await connectToLegacy(uri, { retryReads: true });
  return {
    count: (collection) => database.collection(collection).estimatedDocumentCount().catch(cannotBeRead),
    async *read(collection) {
      const cursor = database
        .collection(collection)
        .find({}, { sort: { _id: 1 }, batchSize: 500, promoteValues: true, promoteLongs: true });
      try {
        for await (const document of cursor) yield document;
      } catch (cause) {
        cannotBeRead(cause);
      }
    },
    close: () => client.close(),
  };
}

function cannotBeRead(cause: unknown): never {
  throw new PlainError(`The old database cannot be read: ${messageOfMongo(cause)}`);
}

/** A line longer than this cannot be a document: MongoDB's own limit, and what JSON adds to it. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** Throws PlainError for a folder without exported files. */
export async function requireExportedFiles(folder: string): Promise<void> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new PlainError(`${folder} is neither a mongodb:// address nor a folder that can be read: ${String(cause)}`);
  });
  if (!files.some((file) => file.endsWith('.json'))) {
    throw new PlainError(`${folder} has no .json files: export each collection with mongoexport, or name the database`);
  }
}

/** The lines of an exported collection; none of one that was not exported, which has no documents. */
export async function* linesOfExport(folder: string, collection: string): AsyncGenerator<string> {
  const file = join(folder, `${collection}.json`);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) yield* linesOf(file);
}

async function openFolder(folder: string): Promise<LegacySource> {
  await requireExportedFiles(folder);
  return {
    count: async () => null,
    async *read(collection) {
      let number = 0;
      for await (const line of linesOfExport(folder, collection)) {
        number += 1;
        const text = documentIn(line);
        if (text === '') continue;
        const where = `${collection}.json, line ${number}`;
        if (text.length > LONGEST_LINE) {
          yield { unreadable: 'is longer than any document may be', where };
          continue;
        }
        try {
          yield EJSON.parse(text, { relaxed: true }) as Record<string, unknown>;
        } catch {
          // The parser's message would quote the document.
          yield { unreadable: 'is not a document in JSON (one a line, as mongoexport writes them)', where };
        }
      }
    },
    close: () => Promise.resolve(),
  };
}

/** The document of a line, which a file of one JSON array has between brackets and commas. */
export const documentIn = (line: string): string =>
  line
    .trim()
    .replace(/^\[|\]$|,$/g, '')
    .trim();
