import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/instant';
import { MOST_ATTEMPTS, verdictOn, type Outcome } from './webhook-attempt.ts';

const now = new Date('2026-12-01T10:00:00Z');
const answered = (status: number): Outcome => ({ status, error: null, answer: null });
const waitAfter = (made: number, chance = 0) => {
  const verdict = verdictOn(answered(500), made, now, chance);
  return verdict.status === 'pending' ? verdict.dueAt.getTime() - now.getTime() : verdict.status;
};

describe('an attempt', () => {
  it.each([200, 201, 202, 204, 299])('that is answered %i has delivered', (status) => {
    expect(verdictOn(answered(status), 1, now, 0)).toEqual({ status: 'delivered' });
  });

  it.each([199, 301, 302, 307, 400, 401, 404, 409, 429, 500, 503])('that is answered %i is tried again', (status) => {
    expect(verdictOn(answered(status), 1, now, 0)).toEqual({
      status: 'pending',
      dueAt: new Date('2026-12-01T10:00:05Z'),
    });
  });

  it.each(['timed-out', 'unreachable', 'address-refused'] as const)(
    'without an answer (%s) is tried again',
    (error) => {
      expect(verdictOn({ status: null, error, answer: null }, 1, now, 0).status).toBe('pending');
    },
  );

  it('that is answered 410 is the last, whichever it was', () => {
    expect([1, MOST_ATTEMPTS].map((made) => verdictOn(answered(410), made, now, 0))).toEqual([
      { status: 'failed', reason: 'gone' },
      { status: 'failed', reason: 'gone' },
    ]);
  });
});

describe('the waits between attempts', () => {
  it('are those of Standard Webhooks, and the tenth attempt is the last', () => {
    expect(Array.from({ length: MOST_ATTEMPTS }, (_, before) => waitAfter(before + 1))).toEqual([
      5_000,
      5 * MINUTE_MS,
      30 * MINUTE_MS,
      2 * HOUR_MS,
      5 * HOUR_MS,
      10 * HOUR_MS,
      14 * HOUR_MS,
      20 * HOUR_MS,
      DAY_MS,
      'failed',
    ]);
  });

  it('are up to a tenth longer, never shorter', () => {
    expect([waitAfter(2, 0.5), waitAfter(2, 0.999)]).toEqual([315_000, 329_970]);
  });
});
