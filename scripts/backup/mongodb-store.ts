import { MongoBulkWriteError, MongoClient, type ClientSession, type Collection, type Document } from 'mongodb';
import { collectionNamed, collections } from '../../workers/data-api/collections.ts';
import { createIndexes } from '../../workers/data-api/engines/mongodb/create-indexes.ts';
import { messageOfMongo } from '../../workers/data-api/engines/mongodb/failures.ts';
import { PlainError } from '../lib/running.ts';
import { documentOf, EXACT, lineOf } from './canonical.ts';
import { RESTORE_NOTES, UNDER_WAY, type BackupStore } from './store.ts';

const DUPLICATE_KEY = 11_000;
const SNAPSHOT_TOO_OLD = 239;

/**
 * A MongoDB, straight by the driver. With `snapshot` everything is read as it was when the first line was, however much is written
 * meanwhile; the server keeps that for five minutes where nothing else is configured.
 */
export async function openMongodbStore(uri: string, database: string, snapshot: boolean): Promise<BackupStore> {
  let client: MongoClient;
  try {
    client = new MongoClient(uri, { writeConcern: { w: 'majority', journal: true } });
    await client.connect();
  } catch (cause) {
    throw new PlainError(`MongoDB cannot be reached: ${messageOfMongo(cause)}`);
  }
  const db = client.db(database);
  const open = (name: string): Collection => db.collection(name);
  const notes = db.collection<{ _id: string; backup: string }>(RESTORE_NOTES);
  const session = snapshot ? client.startSession({ snapshot: true }) : undefined;
  const names = async () => (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  /** Sets the instant of all reads, and answers which collections there were. */
  const takeSnapshot = async (session: ClientSession): Promise<Set<string>> => {
    const there = await names();
    const anyOne = there.find((name) => !name.startsWith('system.'));
    // The first read sets it; one of a collection that does not exist would not.
    if (anyOne !== undefined) await open(anyOne).findOne({}, { session, projection: { _id: 1 } });
    return new Set(there);
  };
  let taken: Promise<Set<string>> | undefined;

  return {
    engine: 'mongodb',
    async *lines(name) {
      if (session) {
        taken ??= takeSnapshot(session);
        // Made since, or not at all: at that instant it had nothing, and the server refuses to say so.
        if (!(await taken).has(name)) return;
      }
      const found = open(name).find(
        {},
        { ...EXACT, sort: { _id: 1 }, hint: { _id: 1 }, batchSize: 500, ...(session && { session }) },
      );
      try {
        for await (const document of found) yield lineOf(document);
      } catch (cause) {
        throw new PlainError(whyNotRead(cause));
      }
    },
    foreign: async () =>
      (await names())
        .filter((name) => !collectionNamed(name) && name !== RESTORE_NOTES && !name.startsWith('system.'))
        .toSorted(),
    isEmpty: async (name) => (await open(name).findOne({}, { projection: { _id: 1 } })) === null,
    async write(name, lines) {
      const documents = lines.map(documentOf);
      try {
        await open(name).insertMany(documents, { ordered: false });
      } catch (cause) {
        if (!(cause instanceof MongoBulkWriteError) || cause.code !== DUPLICATE_KEY) throw whyNotWritten(name, cause);
        await requireTheSame(open(name), lines, documents);
      }
    },
    restoring: async () => (await notes.findOne({ _id: UNDER_WAY }))?.backup,
    async beginRestore(backup) {
      await Promise.all(collections.map((declaration) => createIndexes(db.collection(declaration.name), declaration)));
      await notes.updateOne({ _id: UNDER_WAY }, { $set: { backup } }, { upsert: true });
    },
    endRestore: async () => {
      await notes.deleteOne({ _id: UNDER_WAY });
    },
    async close() {
      await session?.endSession();
      await client.close();
    },
  };
}

/** After a duplicate key: the documents must be there as the backup has them. Throws PlainError for the first that is not. */
async function requireTheSame(collection: Collection, lines: readonly string[], documents: Document[]): Promise<void> {
  const there = new Set<string>();
  const ids = documents.map(({ _id }) => _id as never);
  for await (const document of collection.find({ _id: { $in: ids } }, EXACT)) there.add(lineOf(document));
  const other = lines.findIndex((line) => !there.has(line));
  if (other === -1) return;
  throw new PlainError(
    `${collection.collectionName} holds another document than the backup under _id ${lineOf({ _id: documents[other]?._id as unknown })}, or one with what must be unique: restore into an empty database`,
  );
}

function whyNotRead(cause: unknown): string {
  // An Int32 where documents are read with their BSON types.
  if (Number(Reflect.get(Object(cause), 'code')) === SNAPSHOT_TOO_OLD) {
    return (
      'The export took longer than MongoDB keeps its history. Raise minSnapshotHistoryWindowInSeconds there, ' +
      'or stop the system and export with --without-snapshot'
    );
  }
  return `MongoDB cannot be read: ${messageOfMongo(cause)}`;
}

const whyNotWritten = (name: string, cause: unknown): PlainError =>
  new PlainError(
    `${name} could not be written (${messageOfMongo(cause)}). Run the same command again, it goes on from there.`,
  );
