import { expect, test } from 'vitest';
import { sequentialWaves, type Operation } from './tap.ts';

const operation = (startedAt: number, endedAt?: number): Operation => ({
  id: `${startedAt}`,
  worker: 'bookings',
  action: 'findOne',
  request: { collection: 'bookings', filter: {} },
  startedAt,
  ...(endedAt !== undefined && { endedAt }),
});

test('operations at the same time are one wave', () => {
  expect(sequentialWaves([operation(0, 10), operation(1, 12), operation(9, 20)])).toBe(1);
});

test('an operation that begins when another has ended is the next wave', () => {
  expect(sequentialWaves([operation(0, 10), operation(10, 20), operation(21, 30)])).toBe(3);
});

test('the longest chain counts, not the number of operations', () => {
  // One long operation beside a chain of two, and one that never ended.
  expect(sequentialWaves([operation(0, 100), operation(0, 10), operation(11, 20), operation(12)])).toBe(2);
  expect(sequentialWaves([])).toBe(0);
});
