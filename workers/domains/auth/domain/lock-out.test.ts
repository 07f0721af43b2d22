import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, LOCKED_FOR_MS, lockedForSeconds, MOST_FAILED_SIGN_INS, type FailedSignIns } from './lock-out.ts';

const now = new Date('2026-06-01T10:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const fresh: FailedSignIns = { failedSignIns: 0, lockedUntil: null };
const failures = (times: number) =>
  Array.from({ length: times }).reduce<FailedSignIns>((record) => afterFailure(record, now), fresh);

describe('failed sign-ins', () => {
  it('leave the account open for nine of them', () => {
    expect(failures(9)).toEqual({ failedSignIns: 9, lockedUntil: null });
  });

  it('lock it for 15 minutes with the tenth', () => {
    const locked = failures(10);
    expect(locked.lockedUntil).toEqual(later(15 * 60_000));
    expect(lockedForSeconds(locked, now)).toBe(900);
  });

  it('count anew once the lock has ended', () => {
    const ended = later(LOCKED_FOR_MS);
    expect(lockedForSeconds(failures(10), ended)).toBe(0);
    expect(afterFailure(failures(10), ended)).toEqual({ failedSignIns: 1, lockedUntil: null });
  });

  it('never give more than ten guesses between two locks, however the failures lie in time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 * LOCKED_FOR_MS }), { maxLength: 100 }), (gaps) => {
        let record = fresh;
        let at = now;
        let guesses = 0;
        for (const gap of gaps) {
          at = new Date(at.getTime() + gap);
          if (lockedForSeconds(record, at) > 0) continue;
          record = afterFailure(record, at);
          guesses += 1;
          expect(guesses).toBeLessThanOrEqual(MOST_FAILED_SIGN_INS);
          if (record.lockedUntil !== null) guesses = 0;
        }
      }),
    );
  });
});

describe('a lock', () => {
  it('is told in whole seconds, never less than what is left', () => {
    const record = { failedSignIns: 10, lockedUntil: later(1) };
    expect(lockedForSeconds(record, now)).toBe(1);
    expect(lockedForSeconds(record, later(1))).toBe(0);
    expect(lockedForSeconds(record, later(60_000))).toBe(0);
  });
});
