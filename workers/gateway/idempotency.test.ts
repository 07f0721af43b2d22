import { describe, expect, test } from 'vitest';
import { fingerprintOf, recordIdOf, type RecordId, type StoredIdempotency } from './idempotency.documents.ts';
import { decide, idempotencyKeyOf, stands } from './idempotency.ts';

const now = new Date('2026-11-23T12:00:00Z');
const later = new Date('2026-11-23T12:00:30Z');
const answer = { status: 201, body: '{}', contentType: null, location: null, etag: null };
const record: StoredIdempotency = {
  _id: 'a'.repeat(24) as RecordId,
  version: 1,
  createdAt: now,
  updatedAt: now,
  fingerprint: 'asked',
  newId: 'b'.repeat(24),
  leasedUntil: later,
  answer: null,
};

describe('a request whose key is known', () => {
  test('gets the first answer when there is one', () => {
    expect(decide({ ...record, answer }, 'asked', now)).toEqual({ kind: 'replay', answer });
  });

  test('waits while the first run holds its lease, and takes over when that is over or was given back', () => {
    expect(decide(record, 'asked', now)).toEqual({ kind: 'running' });
    expect(decide(record, 'asked', later)).toEqual({ kind: 'take-over' });
  });

  test('is refused when it asks for something else, whether or not the first run has ended', () => {
    expect(decide({ ...record, answer }, 'other', now)).toEqual({ kind: 'other-request' });
    expect(decide(record, 'other', later)).toEqual({ kind: 'other-request' });
  });
});

test('answers stand, except a failure on our side and "later"', () => {
  expect([200, 201, 202, 400, 404, 409, 412].map(stands)).toEqual(Array.from({ length: 7 }, () => true));
  expect([429, 500, 503].map(stands)).toEqual([false, false, false]);
});

describe('a key', () => {
  const keyOf = (key: string | null, method = 'POST', path = '/api/bookings') =>
    idempotencyKeyOf(method, path, new Headers(key === null ? {} : { 'idempotency-key': key }));

  test('counts on every POST outside /api/auth', () => {
    expect(keyOf('k')).toBe('k');
    expect(keyOf('k', 'PUT')).toBeNull();
    expect(keyOf('k', 'GET')).toBeNull();
    expect(keyOf('k', 'POST', '/api/auth/register')).toBeNull();
    expect(keyOf(null)).toBeNull();
  });

  test('has 1 to 255 characters', () => {
    expect(keyOf('k'.repeat(255))).toHaveLength(255);
    for (const key of ['', 'k'.repeat(256)]) {
      expect(() => keyOf(key)).toThrow(expect.objectContaining({ code: 'VALIDATION_ERROR' }));
    }
  });

  test('belongs to one caller and one path', async () => {
    const ids = await Promise.all([
      recordIdOf('anna', '/api/bookings', 'k'),
      recordIdOf('bo', '/api/bookings', 'k'),
      recordIdOf('anna', '/api/events', 'k'),
      recordIdOf('anna', '/api/bookings', 'l'),
    ]);
    expect(new Set(ids).size).toBe(4);
    expect(await recordIdOf('anna', '/api/bookings', 'k')).toBe(ids[0]);
  });
});

test('a request is the same when its content type, query and body are', async () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const prints = await Promise.all([
    fingerprintOf('application/json', '', bytes('{"a":1}')),
    fingerprintOf('application/json', '', bytes('{"a":2}')),
    fingerprintOf('text/plain', '', bytes('{"a":1}')),
    fingerprintOf('application/json', '?all=true', bytes('{"a":1}')),
    fingerprintOf('application/json', '', bytes('')),
  ]);
  expect(new Set(prints).size).toBe(5);
  expect(await fingerprintOf('application/json', '', bytes('{"a":1}'))).toBe(prints[0]);
});
