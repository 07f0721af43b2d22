import type { DataFailure } from '#shared/data-api';
import { messageOf } from '#shared/errors';

// Told by name: importing the driver's classes would load the driver where the embedded engine runs.
const neverSent = new Set([
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoPoolClosedError',
  'MongoTopologyClosedError',
]);
const refusedByDriver = new Set([
  'MongoInvalidArgumentError',
  'MongoAPIError',
  'MongoMissingDependencyError',
  'BSONError',
  'BSONVersionError',
  'BSONOffsetError',
]);
const refusedByServer = new Set(['MongoServerError', 'MongoBulkWriteError']);

const duplicateKey = 11_000;
/** Server errors that say nothing about the request: stepping down, shutting down, interrupted, out of time, not signed in. */
const serverTrouble = new Set([
  6, 7, 11, 13, 18, 50, 64, 89, 91, 133, 134, 189, 202, 262, 290, 317, 358, 391, 8000, 9001, 10058, 10107, 11600, 11601,
  11602, 13435, 13436,
]);
/** Of these, the ones with which a server refuses before it does anything. */
const refusedBeforehand = new Set([13, 18, 8000, 10107, 13435]);

/** What the store is doing when an error meets it. */
export interface Attempt {
  writes: boolean;
  /** Whether a command left for the server. A retry that finds no server throws as if nothing had been sent. */
  sent: boolean;
}

/** Tells the failures of the driver and the server apart. */
export function failureOfMongo(error: unknown, { writes, sent }: Attempt): DataFailure {
  const message = messageOfMongo(error);
  const lost: DataFailure = { kind: writes && sent ? 'unknown-outcome' : 'unavailable', message };
  const name = error instanceof Error ? error.name : '';

  if (neverSent.has(name)) return lost;
  if (refusedByDriver.has(name)) return { kind: 'bad-request', message };
  if (!refusedByServer.has(name)) return lost;

  const code = codeOf(error);
  if (code === duplicateKey)
    return { kind: 'duplicate-key', index: indexOf(message), message: 'a document with this key exists already' };
  if (refusedBeforehand.has(code)) return { kind: 'unavailable', message };
  if (
    serverTrouble.has(code) ||
    hasLabel(error, 'RetryableWriteError') ||
    Reflect.has(Object(error), 'writeConcernError')
  )
    return lost;
  return { kind: 'bad-request', message };
}

/** What the driver says; without the command that a user may not execute, which the server quotes with its documents. */
export const messageOfMongo = (error: unknown): string => messageOf(error).replace(/ to execute command .*/s, '');

/** The index that the server names: `E11000 duplicate key error collection: db.c index: email_1 dup key: ...`. */
export function indexOf(message: string): string {
  return /\bindex: (\S+)\s+dup key/.exec(message)?.[1] ?? 'unknown';
}

function codeOf(error: unknown): number {
  const code: unknown = Reflect.get(Object(error), 'code');
  return typeof code === 'number' ? code : 0;
}

function hasLabel(error: unknown, label: string): boolean {
  const has: unknown = Reflect.get(Object(error), 'hasErrorLabel');
  return typeof has === 'function' && Reflect.apply(has, error, [label]) === true;
}
