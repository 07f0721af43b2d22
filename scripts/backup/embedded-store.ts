import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { DataAction, DataActions, DataApi, Ejson, EjsonDocument } from '../../src/shared/data-api.ts';
import { documentFromEjson } from '../../workers/data-api/ejson.ts';
import { PlainError } from '../lib/running.ts';
import { lineOfRelaxed, relaxedOf } from './canonical.ts';
import { RESTORE_NOTES, UNDER_WAY, type BackupStore } from './store.ts';

const UnderWay = z.object({ backup: z.string() });
const ExactLine = z.object({ _id: z.string(), line: z.string() });

/** The types that an `_id` may have here, in the order in which they sort: a comparison is with values of one type. */
const ID_TYPES = ['number', 'string', 'objectId', 'bool', 'date'] as const;

/** What one answer should hold, in characters; a Durable Object's answer may have 32 MiB. */
const PAGE_CHARACTERS = 4 * 1024 * 1024;
const FIRST_PAGE = 16;
const LARGEST_PAGE = 1_000;

/**
 * The embedded engine, through the Data API. It keeps relaxed EJSON, in which a 64-bit integer or a double that is whole is
 * a number like others. Where a restored document has such a one, its exact line is noted beside it, under the hash of what
 * is kept: as long as the document is not changed, it is exported again as it came.
 */
export function embeddedStore(data: DataApi, close: () => Promise<void>): BackupStore {
  const run = async <A extends DataAction>(action: A, request: DataActions[A]['request']) => {
    const reply = await data.run(action, request);
    if (reply.ok) return reply.answer;
    throw new PlainError(`The embedded store failed at ${request.collection}: ${reply.failure.message}`);
  };
  const find = async (request: DataActions['find']['request']) => (await run('find', request)).documents;
  const count = async (collection: string): Promise<number> => {
    const { documents } = await run('aggregate', { collection, pipeline: [{ $count: 'documents' }] });
    return Number(documents[0]?.['documents'] ?? 0);
  };

  async function* pages(collection: string): AsyncGenerator<EjsonDocument[]> {
    let size = FIRST_PAGE;
    for (const type of ID_TYPES) {
      let above: { $gt?: Ejson } = {};
      for (;;) {
        const filter = { _id: { $type: type, ...above } };
        const reply = await data.run('find', { collection, filter, sort: { _id: 1 }, limit: size });
        if (!reply.ok) {
          // Larger than an answer may be, most likely; a single document never is.
          if (size === 1) throw new PlainError(`The embedded store failed at ${collection}: ${reply.failure.message}`);
          size = Math.max(1, Math.floor(size / 4));
          continue;
        }
        const { documents } = reply.answer;
        const last = documents.at(-1);
        if (!last) break;
        yield documents;
        above = { $gt: last['_id'] ?? null };
        const characters = JSON.stringify(documents).length / documents.length;
        size = Math.max(1, Math.min(LARGEST_PAGE, Math.floor(PAGE_CHARACTERS / characters)));
      }
    }
  }

  /** The exact lines of these documents that a restore has noted, by the hash of what is kept. */
  async function noted(hashes: readonly string[]): Promise<Map<string, string>> {
    const documents = await find({
      collection: RESTORE_NOTES,
      filter: { _id: { $in: [...hashes] } },
      limit: Math.max(1, hashes.length),
    });
    return new Map(documents.map((note) => ExactLine.parse(note)).map(({ _id, line }) => [_id, line]));
  }

  async function linesOf(
    collection: string,
    documents: readonly EjsonDocument[],
    anyNoted: boolean,
  ): Promise<string[]> {
    if (!anyNoted) return documents.map(lineOfRelaxed);
    const hashes = documents.map((document) => hashOf(collection, document));
    const exact = await noted(hashes);
    return documents.map((document, place) => exact.get(hashes[place] ?? '') ?? lineOfRelaxed(document));
  }

  /** Which documents are there already, from a restore that was broken off. Throws PlainError where another is. */
  async function written(collection: string, documents: readonly EjsonDocument[]): Promise<Set<string>> {
    const wanted = new Map(documents.map((document) => [JSON.stringify(document['_id']), JSON.stringify(document)]));
    const there = await find({
      collection,
      filter: { _id: { $in: documents.map(({ _id }) => _id ?? null) } },
      limit: documents.length,
    });
    for (const document of there) {
      const id = JSON.stringify(document['_id']);
      if (wanted.get(id) !== JSON.stringify(document)) {
        throw new PlainError(
          `${collection} holds another document than the backup under _id ${id}: restore into an empty store`,
        );
      }
    }
    return new Set(there.map(({ _id }) => JSON.stringify(_id)));
  }

  return {
    engine: 'embedded',
    async *lines(collection) {
      const anyNoted = (await find({ collection: RESTORE_NOTES, filter: {}, limit: 1 })).length > 0;
      let read = 0;
      for await (const documents of pages(collection)) {
        read += documents.length;
        yield* await linesOf(collection, documents, anyNoted);
      }
      // What expires goes while we read, so that fewer may be left than were read; more are some that no page had.
      if (read < (await count(collection))) {
        throw new PlainError(`${collection} has documents whose _id is of a type that cannot be exported`);
      }
    },
    // The product reaches no other collection, and there is no list of them to ask for.
    foreign: () => Promise.resolve([]),
    isEmpty: async (collection) => (await find({ collection, filter: {}, limit: 1 })).length === 0,
    async write(collection, lines) {
      const documents = lines.map((line) => holdable(collection, line));
      const exact = lines.flatMap((line, place) => {
        const document = documents[place] as EjsonDocument;
        return lineOfRelaxed(document) === line ? [] : [{ _id: hashOf(collection, document), line }];
      });
      if (exact.length > 0) {
        const there = await noted(exact.map(({ _id }) => _id));
        const missing = exact.filter(({ _id }) => !there.has(_id));
        if (missing.length > 0) await run('insertMany', { collection: RESTORE_NOTES, documents: missing });
      }
      const there = await written(collection, documents);
      const missing = documents.filter(({ _id }) => !there.has(JSON.stringify(_id)));
      if (missing.length > 0) await run('insertMany', { collection, documents: missing });
    },
    async restoring() {
      const [note] = await find({ collection: RESTORE_NOTES, filter: { _id: UNDER_WAY } });
      return note && UnderWay.parse(note).backup;
    },
    beginRestore: async (backup) => {
      const note = { filter: { _id: UNDER_WAY }, update: { $set: { backup } }, upsert: true };
      await run('updateOne', { collection: RESTORE_NOTES, ...note });
    },
    endRestore: async () => {
      await run('deleteOne', { collection: RESTORE_NOTES, filter: { _id: UNDER_WAY } });
    },
    close,
  };
}

/** A line as it is kept. Throws PlainError where the embedded engine has no way to keep it. */
function holdable(collection: string, line: string): EjsonDocument {
  let document: EjsonDocument;
  try {
    document = relaxedOf(line);
  } catch (cause) {
    throw new PlainError(
      `${collection} has a document that the embedded engine cannot hold: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
  const { _id } = documentFromEjson({ _id: document['_id'] ?? null });
  const isScalar = ['number', 'string', 'boolean'].includes(typeof _id);
  if (isScalar || _id instanceof Date || Reflect.get(Object(_id), '_bsontype') === 'ObjectId') return document;
  throw new PlainError(
    `${collection} has a document that the embedded engine cannot hold: its _id is neither a number, a text, an ObjectId nor a date`,
  );
}

const hashOf = (collection: string, document: EjsonDocument): string =>
  createHash('sha256')
    .update(`${collection}\n${JSON.stringify(document)}`)
    .digest('hex');
