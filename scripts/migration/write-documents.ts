import * as z from 'zod';
import type { DataAction, DataActions, DataApi, Ejson, EjsonDocument } from '../../src/shared/data-api.ts';
import { ejson } from '../../src/shared/documents.ts';
import type { AnyId } from '../../src/shared/ids.ts';
import { PlainError } from '../lib/running.ts';
import type { Fate } from './report.ts';

/** A document to be written, encoded by its stored schema. */
export interface Wanted {
  id: AnyId;
  stored: EjsonDocument;
  /** Of the old document it was made of: equal ones need no write. */
  fingerprint: string;
  /** What of the old document has no place in the new one. */
  kept?: Ejson;
}

export type Outcome = Exclude<Fate, 'merged' | 'refused'> | { refused: string };

/** Encodes by the stored schema, as the owner's own writes are. */
export const encoded = <S extends z.ZodObject>(schema: S, document: z.output<S>): EjsonDocument =>
  ejson(z.encode(schema, document)) as EjsonDocument;

/** One action on the store that is filled; throws a line for the person who imports where the store fails. */
export async function run<A extends DataAction>(
  data: DataApi,
  action: A,
  request: DataActions[A]['request'],
): Promise<DataActions[A]['answer'] | 'duplicate'> {
  const reply = await data.run(action, request);
  if (reply.ok) return reply.answer;
  if (reply.failure.kind === 'duplicate-key') return 'duplicate';
  throw new PlainError(
    `The new store failed (${reply.failure.message}). What is written stays; run the same command again, it goes on from there.`,
  );
}

/** An answer where no unique index can be in the way. */
export async function runSafely<A extends DataAction>(
  data: DataApi,
  action: A,
  request: DataActions[A]['request'],
): Promise<DataActions[A]['answer']> {
  const answer = await run(data, action, request);
  if (answer === 'duplicate') throw new Error(`a ${action} met a unique index`);
  return answer;
}

const Standing = z.object({
  _id: z.object({ $oid: z.string() }),
  version: z.int(),
  kind: z.string().optional(),
  successorId: z.object({ $oid: z.string() }).optional(),
  legacy: z.object({ fingerprint: z.string() }).optional(),
});
export type Standing = z.infer<typeof Standing>;

/** What stands under these ids already. */
export async function standing(
  data: DataApi,
  collection: string,
  ids: readonly AnyId[],
): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map();
  const { documents } = await runSafely(data, 'find', {
    collection,
    filter: { _id: { $in: ids.map(($oid) => ({ $oid })) } },
    projection: { version: 1, kind: 1, successorId: 1, 'legacy.fingerprint': 1 },
    limit: ids.length,
  });
  return new Map(documents.map((document) => Standing.parse(document)).map((found) => [found._id.$oid, found]));
}

export const toDocument = ({ stored, fingerprint, kept }: Wanted): EjsonDocument => ({
  ...stored,
  legacy: { fingerprint, ...(kept !== undefined && { kept }) },
});

/**
 * Writes documents under their old ids, so that a second run changes nothing: what is there with the same fingerprint is
 * left alone, what the new system has changed since stands, what the old system has changed since is written over.
 */
export async function writeDocuments(
  data: DataApi,
  collection: string,
  wanted: readonly Wanted[],
  dryRun: boolean,
): Promise<Map<AnyId, Outcome>> {
  const outcomes = new Map<AnyId, Outcome>();
  const there = await standing(
    data,
    collection,
    wanted.map(({ id }) => id),
  );
  const missing: Wanted[] = [];
  for (const document of wanted) {
    const found = there.get(document.id);
    if (!found) missing.push(document);
    else if (found.legacy?.fingerprint === document.fingerprint) outcomes.set(document.id, 'unchanged');
    else if (found.version !== 1 || !found.legacy) outcomes.set(document.id, 'kept');
    else outcomes.set(document.id, dryRun ? 'imported' : await replace(data, collection, document));
  }
  if (missing.length === 0) return outcomes;
  const inserted =
    dryRun || (await run(data, 'insertMany', { collection, documents: missing.map(toDocument) })) !== 'duplicate';
  for (const document of missing) {
    // All at once did not go: one of them is not alone with what must be unique.
    outcomes.set(document.id, inserted ? 'imported' : await insert(data, collection, document));
  }
  return outcomes;
}

async function insert(data: DataApi, collection: string, document: Wanted): Promise<Outcome> {
  const answer = await run(data, 'insertOne', { collection, document: toDocument(document) });
  if (answer !== 'duplicate') return 'imported';
  // The part of the batch before the culprit was written.
  const found = (await standing(data, collection, [document.id])).get(document.id);
  if (found?.legacy?.fingerprint === document.fingerprint) return 'imported';
  return { refused: 'another document here has what must be unique (an address, a number)' };
}

async function replace(data: DataApi, collection: string, document: Wanted): Promise<Outcome> {
  const { _id, ...fields } = toDocument(document);
  const filter = { _id: _id ?? null, version: 1 };
  const answer = await run(data, 'updateOne', { collection, filter, update: { $set: fields } });
  if (answer === 'duplicate')
    return { refused: 'another document here has what must be unique (an address, a number)' };
  return answer.matchedCount === 1 ? 'imported' : 'kept';
}
