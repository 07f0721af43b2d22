import { expect, it } from 'vitest';
import { batchAfter, LONGEST_MS, QUIET_MS, type Batch } from './booking-batch.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 27) + second * 1_000);

it('a mail waits until nothing has happened for three minutes', () => {
  const first = batchAfter(null, false, at(0));
  expect(first.dueAt).toEqual(at(QUIET_MS / 1_000));
  expect(batchAfter(first, false, at(100)).dueAt).toEqual(at(100 + QUIET_MS / 1_000));
});

it('a mail is not put off for ever', () => {
  let batch: Batch | null = null;
  for (let second = 0; second < 3_600; second += 60) {
    batch = batchAfter(batch, false, at(second));
    expect(batch.dueAt.getTime()).toBeLessThanOrEqual(at(0).getTime() + LONGEST_MS);
  }
});

it('a cancellation overtakes what waits', () => {
  const waiting = batchAfter(null, false, at(0));
  expect(batchAfter(waiting, true, at(10)).dueAt.getTime()).toBeLessThan(waiting.dueAt.getTime());
});
