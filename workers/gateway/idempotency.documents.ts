import * as z from 'zod';
import { everyDocument, storedDate, storedId } from '#shared/stored';

const RecordId = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .brand<'IdempotencyRecordId'>();
export type RecordId = z.infer<typeof RecordId>;
const NewResourceId = z.string().regex(/^[0-9a-f]{24}$/);

/** The first answer, as it is given again. */
export const StoredAnswer = z.object({
  status: z.int(),
  body: z.string(),
  contentType: z.string().nullable(),
  location: z.string().nullable(),
  etag: z.string().nullable(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/**
 * One record per (caller, route, key), which together are its `_id`. `version` counts the runs: a run that was taken
 * over can no longer write. `answer` is null until a run has ended with one that stands.
 */
export const StoredIdempotency = z.object({
  _id: storedId(RecordId),
  ...everyDocument,
  /** SHA-256 of what was asked: content type, query and body. */
  fingerprint: z.string(),
  /** The id that the new resource has in every run. */
  newId: storedId(NewResourceId),
  /** Until then the present run is taken to be alive. */
  leasedUntil: storedDate,
  answer: StoredAnswer.nullable(),
});
export type StoredIdempotency = z.infer<typeof StoredIdempotency>;

/**
 * The key of a record: the first twelve bytes of the SHA-256 of caller, route and key, so that claiming is one insert
 * and needs no index besides `_id`. 96 bits: to hit another caller's record by trying is out of reach.
 */
export async function recordIdOf(caller: string, path: string, key: string): Promise<RecordId> {
  const digest = await sha256(new TextEncoder().encode(JSON.stringify([caller, path, key])));
  return RecordId.parse(digest.slice(0, 24));
}

/** Hex digits of what was asked, to tell another request under the same key. */
export async function fingerprintOf(contentType: string, query: string, body: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`${JSON.stringify([contentType, query])}\n`);
  const asked = new Uint8Array(head.byteLength + body.byteLength);
  asked.set(head);
  asked.set(body, head.byteLength);
  return sha256(asked);
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
