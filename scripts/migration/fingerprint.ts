import { createHash, createHmac } from 'node:crypto';
import { EJSON } from 'bson';
import type { AnyId } from '../../src/shared/ids.ts';

/**
 * The fingerprint of an old document: by it a second run knows that nothing has changed. Keyed, since a bare hash of what
 * holds a personal number could be found by trying them all.
 */
export const fingerprintOf =
  (key: Uint8Array) =>
  (document: unknown): string =>
    createHmac('sha256', key)
      .update(EJSON.stringify(document, { relaxed: false }))
      .digest('base64url')
      .slice(0, 22);

/** An id made of what it belongs to, so that every run makes the same one. */
export function derivedId<Id extends AnyId>(...parts: readonly (string | number)[]): Id {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24) as Id;
}
