import { describe, expect, it } from 'vitest';
import { eventStatus, type EventStatus } from '#shared/enums';
import { DAY_MS } from '#shared/instant';
import { isEventPeriod, statusChange } from './event.ts';

describe('the period of an event', () => {
  const start = new Date('2026-12-05T18:00:00Z');
  const lasting = (ms: number) => ({ start, end: new Date(start.getTime() + ms) });

  it('ends after it starts, at most 92 days later', () => {
    expect([-1, 0, 1, 92 * DAY_MS, 92 * DAY_MS + 1].map((ms) => isEventPeriod(lasting(ms)))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the state of an event', () => {
  const states = Object.keys(eventStatus) as EventStatus[];

  it('moves on one by one, and to Cancelled until it is over', () => {
    const allowed = states.flatMap((from) =>
      states.filter((to) => statusChange(from, to) === 'allowed').map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
      'Draft > Scheduled',
      'Draft > Cancelled',
      'Scheduled > InProgress',
      'Scheduled > Cancelled',
      'InProgress > Completed',
      'InProgress > Cancelled',
    ]);
  });

  it('asked for again is the same', () => {
    expect(states.every((state) => statusChange(state, state) === 'same')).toBe(true);
  });
});
