import type { Call } from '#shared/call';
import { DuplicateKey, type Collection } from '#shared/documents';
import { AppError, conflict, invalidField, unavailable } from '#shared/errors';
import { newId } from '#shared/ids';
import { log } from '#shared/log';
import { firstVersion } from '#shared/stored';
import {
  fingerprintOf,
  recordIdOf,
  type RecordId,
  type StoredAnswer,
  type StoredIdempotency,
} from './idempotency.documents.ts';
import { MAX_BODY_BYTES } from './request-body.ts';

/** A first run that is alive has ended by then: an answer takes at most three seconds. */
const ASK_AGAIN_SECONDS = 3;
const LONGEST_KEY = 255;

/** What makes two requests the same one. */
export interface Repeatable {
  key: string;
  /** The id of the signed-in user. */
  caller: string;
  /** The path asked for, not its pattern: the same key on another record is another request. */
  path: string;
  /** With its `?`, or empty. */
  query: string;
  contentType: string;
  body: Uint8Array;
}

type Records = Collection<StoredIdempotency>;

/** Whether, and under which key, this request is to run once. Throws 400 for a key that is not 1-255 characters. */
export function idempotencyKeyOf(method: string, path: string, headers: Headers): string | null {
  const key = headers.get('idempotency-key');
  if (key === null || method !== 'POST' || path.startsWith('/api/auth/')) return null;
  if (key === '' || key.length > LONGEST_KEY) throw invalidField('Idempotency-Key', 'must be 1-255 characters');
  return key;
}

/** What a found record means for a request. */
export type Decision =
  | { kind: 'replay'; answer: StoredAnswer }
  | { kind: 'take-over' }
  | { kind: 'running' }
  | { kind: 'other-request' };

export function decide(record: StoredIdempotency, fingerprint: string, now: Date): Decision {
  if (record.fingerprint !== fingerprint) return { kind: 'other-request' };
  if (record.answer !== null) return { kind: 'replay', answer: record.answer };
  return record.leasedUntil > now ? { kind: 'running' } : { kind: 'take-over' };
}

/** Whether an answer is what every repetition is to get. A failure on our side, or "later", is not. */
export const stands = (status: number): boolean => status < 500 && status !== 429;

/**
 * Runs a request once per key (ADR 0012): two round trips more than without, the claim before it and the answer after.
 * `run` is given the id of the new resource, the same in every run. What a crash leaves behind:
 * - Before the claim is written: nothing; the client's next attempt is the first.
 * - After the claim, before the Worker did anything, or half-way, or before the answer is stored: a record without an
 *   answer. It says "running" until its lease of `leaseMs` ends; then the next attempt takes the record over and runs
 *   again *with the same new id*, on which the Worker recognises what the first run made and goes on from there.
 * - After the answer is stored, before the client has it: the next attempt gets it replayed.
 * A run that outlives its lease and is taken over finds the record's version changed and can no longer store anything;
 * the Worker's own guarantees (one document per id, compare-and-set) hold between the two runs.
 */
export async function runOnce(
  request: Repeatable,
  records: Records,
  call: Call,
  run: (newId: string) => Promise<Response>,
  leaseMs: number,
): Promise<Response> {
  const [id, fingerprint] = await Promise.all([
    recordIdOf(request.caller, request.path, request.key),
    fingerprintOf(request.contentType, request.query, request.body),
  ]);
  const claimed = await claim(id, fingerprint, records, call, leaseMs);
  if (claimed.kind === 'replay') return replayed(claimed.answer);

  let response: Response;
  try {
    response = await run(claimed.newId);
  } catch (error) {
    await giveBack(id, claimed.version, records, call);
    throw error;
  }
  const body = await response.text();
  if (stands(response.status) && body.length <= MAX_BODY_BYTES) {
    await store(id, claimed.version, answerFrom(response, body), records, call);
  } else {
    await giveBack(id, claimed.version, records, call);
  }
  return new Response(body, response);
}

type Claim = { kind: 'ours'; newId: string; version: number } | { kind: 'replay'; answer: StoredAnswer };

/** Throws 409 where the key is another request's, or where the first run is still at it. */
async function claim(id: RecordId, fingerprint: string, records: Records, call: Call, leaseMs: number): Promise<Claim> {
  const now = call.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  const fresh = { _id: id, ...firstVersion(now), fingerprint, newId: newId(now), leasedUntil, answer: null };
  try {
    await records.insert(fresh);
    return { kind: 'ours', newId: fresh.newId, version: fresh.version };
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
  }

  const record = await records.findOne({ _id: { $oid: id } });
  // It lived for 24 hours and expired between the two steps; the client's next attempt is a first one.
  if (record === null) throw unavailable('The record of this Idempotency-Key');
  const decision = decide(record, fingerprint, now);
  if (decision.kind === 'replay') return decision;
  if (decision.kind === 'other-request') throw conflict('This Idempotency-Key was used for another request');
  const { version } = record;
  const taken =
    decision.kind === 'take-over' &&
    (await records.update(
      { _id: { $oid: id }, version },
      { $set: { leasedUntil, updatedAt: now }, $inc: { version: 1 } },
    ));
  if (!taken) throw stillRunning();
  return { kind: 'ours', newId: record.newId, version: version + 1 };
}

const stillRunning = () =>
  new AppError({
    code: 'CONFLICT',
    message: 'The first request with this Idempotency-Key is still running',
    retryAfterSeconds: ASK_AGAIN_SECONDS,
  });

/** Keeps the answer for the repetitions. */
async function store(id: RecordId, version: number, answer: StoredAnswer, records: Records, call: Call): Promise<void> {
  await noting(call, () => records.update({ _id: { $oid: id }, version }, { $set: { answer, updatedAt: call.now() } }));
}

/** Lets the next attempt begin at once, with the same new id. */
async function giveBack(id: RecordId, version: number, records: Records, call: Call): Promise<void> {
  await noting(call, () =>
    records.update({ _id: { $oid: id }, version }, { $set: { leasedUntil: call.now(), updatedAt: call.now() } }),
  );
}

/** The request has ended whether or not that is noted: unnoted, the lease runs out and the next attempt goes on. */
async function noting(call: Call, write: () => Promise<boolean>): Promise<void> {
  const { traceId } = call.trace;
  try {
    if (!(await write())) log('warn', 'idempotency-taken-over', { traceId });
  } catch (error) {
    log('warn', 'idempotency-not-noted', { traceId, error });
  }
}

const answerFrom = ({ status, headers }: Response, body: string): StoredAnswer => ({
  status,
  body,
  contentType: headers.get('content-type'),
  location: headers.get('location'),
  etag: headers.get('etag'),
});

function replayed({ status, body, contentType, location, etag }: StoredAnswer): Response {
  const headers = new Headers({ 'idempotency-replayed': 'true' });
  if (contentType !== null) headers.set('content-type', contentType);
  if (location !== null) headers.set('location', location);
  if (etag !== null) headers.set('etag', etag);
  return new Response(body, { status, headers });
}
