import { expect, it } from 'vitest';
import { MOST_ATTEMPTS, nextAttemptAt } from './mail-attempt.ts';

const now = new Date('2026-12-05T12:00:00Z');

it('a mail that is not taken is tried again after ever longer waits, and given up in the end', () => {
  const waits = Array.from({ length: MOST_ATTEMPTS }, (_, made) => nextAttemptAt(made + 1, now)).map(
    (at) => at && at.getTime() - now.getTime(),
  );
  expect(waits.at(-1)).toBeNull();
  const grown = waits.slice(0, -1).map(Number);
  expect(grown).toEqual([...new Set(grown)].toSorted((one, other) => one - other));
  expect(grown.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(24 * 60 * 60 * 1000);
});
