import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideRefresh,
  REPEAT_WITHIN_MS,
  SESSION_LIVES_MS,
  TOKEN_LIVES_MS,
  tokenExpiry,
  type SessionState,
} from './session-rules.ts';

const start = new Date('2026-06-01T10:00:00.000Z');
const after = (ms: number, from = start) => new Date(from.getTime() + ms);
const fifth: SessionState = {
  generation: 5,
  createdAt: start,
  rotatedAt: after(3_600_000),
  expiresAt: after(3_600_000 + TOKEN_LIVES_MS),
  revokedAt: null,
};
const justNow = after(REPEAT_WITHIN_MS, fifth.rotatedAt);
const aMomentLater = after(1, justNow);

describe('a refresh', () => {
  it.each([
    ['the present token rotates', fifth, 5, aMomentLater, 'rotate'],
    ['the present token rotates until it ends', fifth, 5, after(-1, fifth.expiresAt), 'rotate'],
    ['the present token is refused from the moment it ends', fifth, 5, fifth.expiresAt, 'refuse'],
    ['the last used token repeats within ten seconds', fifth, 4, justNow, 'repeat'],
    ['the last used token ends the session after ten seconds', fifth, 4, aMomentLater, 'revoke'],
    ['an older token ends the session at once', fifth, 3, fifth.rotatedAt, 'revoke'],
    ['a token that was never issued changes nothing', fifth, 6, aMomentLater, 'refuse'],
    ['nothing is accepted of an ended session', { ...fifth, revokedAt: start }, 5, justNow, 'refuse'],
    ['an old token of an ended session changes nothing', { ...fifth, revokedAt: start }, 1, justNow, 'refuse'],
  ] as const)('%s', (_rule, session, presented, now, kind) => {
    expect(decideRefresh(session, presented, now).kind).toBe(kind);
  });

  it('makes the next generation, good for seven days', () => {
    expect(decideRefresh(fifth, 5, aMomentLater)).toEqual({
      kind: 'rotate',
      generation: 6,
      expiresAt: after(TOKEN_LIVES_MS, aMomentLater),
    });
  });

  it('never carries a session beyond thirty days', () => {
    const lastDays = after(SESSION_LIVES_MS - 1_000);
    expect(tokenExpiry(start, lastDays)).toEqual(after(SESSION_LIVES_MS));
    const ended = { ...fifth, rotatedAt: lastDays, expiresAt: tokenExpiry(start, lastDays) };
    expect(decideRefresh(ended, 5, after(SESSION_LIVES_MS)).kind).toBe('refuse');
  });
});

/** What holders of tokens do: present some generation after some time. */
const presentations = fc.array(
  fc.record({
    back: fc.integer({ min: 0, max: 3 }),
    waitMs: fc.oneof(fc.integer({ max: 20_000, min: 0 }), fc.integer({ min: 0, max: 2 * TOKEN_LIVES_MS })),
  }),
  { maxLength: 60 },
);

describe('whatever tokens are presented in whatever order', () => {
  it('a session never goes back, never lives longer than thirty days, and never leaves its end', () => {
    fc.assert(
      fc.property(presentations, (steps) => {
        let session: SessionState = { ...fifth, generation: 1, rotatedAt: start, expiresAt: tokenExpiry(start, start) };
        let now = start;
        for (const { back, waitMs } of steps) {
          now = after(waitMs, now);
          const presented = session.generation - back;
          const decision = decideRefresh(session, presented, now);
          if (session.revokedAt !== null) expect(decision.kind).toBe('refuse');
          if (decision.kind === 'rotate') {
            expect(decision.generation).toBe(session.generation + 1);
            expect(decision.expiresAt.getTime()).toBeLessThanOrEqual(start.getTime() + SESSION_LIVES_MS);
            expect(now < after(SESSION_LIVES_MS)).toBe(true);
            session = { ...session, generation: decision.generation, expiresAt: decision.expiresAt, rotatedAt: now };
          }
          if (decision.kind === 'repeat') expect(presented).toBe(session.generation - 1);
          if (decision.kind === 'revoke') session = { ...session, revokedAt: now };
        }
      }),
    );
  });

  it('one token never lets in two holders who are more than ten seconds apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: TOKEN_LIVES_MS }),
        fc.integer({ min: 0, max: TOKEN_LIVES_MS - 1 }),
        (first, gap) => {
          const session = { ...fifth, generation: 1, rotatedAt: start, expiresAt: after(TOKEN_LIVES_MS + 1) };
          const use = decideRefresh(session, 1, after(first));
          if (use.kind !== 'rotate') throw new Error(`the present token must rotate, not ${use.kind}`);
          const rotated = { ...session, generation: use.generation, expiresAt: use.expiresAt, rotatedAt: after(first) };
          const again = decideRefresh(rotated, 1, after(first + gap));
          expect(again.kind).toBe(gap <= REPEAT_WITHIN_MS ? 'repeat' : 'revoke');
        },
      ),
    );
  });
});
