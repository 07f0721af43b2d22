import { describe, expect, test } from 'vitest';
import { isRevoked, REVOCATION_AGES, revocationsFrom } from './revocations.ts';

const before = '2026-11-23T12:00:00.500Z';
const list = revocationsFrom({ users: [{ userId: 'gone', before }], sessions: ['ended'] });
const second = Date.parse('2026-11-23T12:00:00Z') / 1000;
const token = (userId: string, issuedAt: number, sessionId = 'present') => ({ userId, sessionId, issuedAt });

describe('a verified token', () => {
  test('is revoked when it was issued before its user was', () => {
    expect(isRevoked(token('gone', second - 600), list)).toBe(true);
  });

  test('is revoked when it was issued in the same second: iat cannot say that it was later', () => {
    expect(isRevoked(token('gone', second), list)).toBe(true);
  });

  test('stands when it was issued afterwards, as after a change of role', () => {
    expect(isRevoked(token('gone', second + 1), list)).toBe(false);
  });

  test('is revoked when its session has ended, whoever holds it', () => {
    expect(isRevoked(token('present', second + 600, 'ended'), list)).toBe(true);
  });

  test('stands when neither is listed', () => {
    expect(isRevoked(token('present', second - 600), list)).toBe(false);
  });
});

test('a deactivation works within 60 s: no list decides that is older than 45 s', () => {
  expect(REVOCATION_AGES.refreshMs).toBeGreaterThanOrEqual(30_000);
  expect(REVOCATION_AGES.refuseMs).toBeLessThanOrEqual(45_000);
});
