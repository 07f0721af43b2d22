import type { DataFailure } from '#shared/data-api';
import { messageOf } from '#shared/errors';

/** The request itself is wrong; nothing was written. */
export class BadRequest extends Error {}

/** The store cannot carry out anything at present; nothing was written. */
export class Unavailable extends Error {}

/** A unique index refused the write. `index` is its declared name. */
export class DuplicateKey extends Error {
  readonly index: string;
  constructor(index: string, collection: string) {
    super(`a document with this key exists already (index ${index} of ${collection})`);
    this.index = index;
  }
}

/** The failure that travels as data for an error raised on purpose; undefined for any other error. */
export function failureOf(error: unknown): DataFailure | undefined {
  if (error instanceof DuplicateKey) return { kind: 'duplicate-key', index: error.index, message: error.message };
  if (error instanceof Unavailable) return { kind: 'unavailable', message: error.message };
  if (error instanceof BadRequest) return { kind: 'bad-request', message: error.message };
  return undefined;
}

/**
 * Answers what `act` returns, or why it was refused. An error that nobody foresaw is logged and thrown on: in a Durable
 * Object the runtime then discards what the turn wrote.
 */
export function answering<T>(act: () => T): { ok: true; answer: T } | { ok: false; failure: DataFailure } {
  try {
    return { ok: true, answer: act() };
  } catch (error) {
    const failure = failureOf(error);
    if (failure !== undefined) return { ok: false, failure };
    console.error(`data-api: ${messageOf(error)}`, error);
    throw error;
  }
}
