import { describe, expect, it } from 'vitest';
import { bookingStatus, type BookingStatus } from '#shared/enums';
import { DAY_MS, HOUR_MS } from '#shared/instant';
import { isLive, placingProblems, reasonToCancel, statusChange, takesBookings, timeProblems } from './booking.ts';

const at = (hours: number) => new Date(Date.parse('2026-12-05T12:00:00Z') + hours * HOUR_MS);
const event = { start: at(0), end: at(10) };
const longBefore = at(-1_000);
const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

describe('the time of a booking', () => {
  it('ends after it starts', () => {
    expect(fields(timeProblems({ start: at(1), end: at(1) }))).toEqual(['endTime']);
    expect(fields(timeProblems({ start: at(2), end: at(1) }))).toEqual(['endTime']);
    expect(timeProblems({ start: at(1), end: at(2) })).toEqual([]);
  });

  it('is at most 31 days', () => {
    expect(timeProblems({ start: at(0), end: new Date(at(0).getTime() + 31 * DAY_MS) })).toEqual([]);
    expect(fields(timeProblems({ start: at(0), end: new Date(at(0).getTime() + 31 * DAY_MS + 1) }))).toEqual([
      'endTime',
    ]);
  });

  it('lies ahead: what starts now has started', () => {
    const time = { start: at(1), end: at(2) };
    expect(fields(placingProblems(time, event, at(1)))).toEqual(['startTime']);
    expect(placingProblems(time, event, new Date(at(1).getTime() - 1))).toEqual([]);
  });

  it('lies within the event widened by 24 hours on both sides', () => {
    expect(placingProblems({ start: at(-24), end: at(34) }, event, longBefore)).toEqual([]);
    expect(fields(placingProblems({ start: at(-24.01), end: at(34.01) }, event, longBefore))).toEqual([
      'startTime',
      'endTime',
    ]);
  });
});

describe('the state of a booking', () => {
  const states = Object.keys(bookingStatus) as BookingStatus[];

  it('goes from Requested to Confirmed to Completed, and to Cancelled from the first two, and nowhere else', () => {
    const allowed = states.flatMap((from) =>
      states.filter((to) => statusChange(from, to) === 'allowed').map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
      'Requested > Confirmed',
      'Requested > Cancelled',
      'Confirmed > Completed',
      'Confirmed > Cancelled',
    ]);
  });

  it('asked for again is the same', () => {
    expect(states.every((state) => statusChange(state, state) === 'same')).toBe(true);
  });

  it('blocks time when Requested just as when Confirmed', () => {
    expect(states.filter(isLive)).toEqual(['Requested', 'Confirmed']);
  });
});

describe('the event of a booking', () => {
  it('takes bookings until it is over or cancelled', () => {
    expect((['Draft', 'Scheduled', 'InProgress', 'Completed', 'Cancelled'] as const).map(takesBookings)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes its bookings along when it is cancelled or deleted', () => {
    expect(reasonToCancel(null)).toContain('deleted');
    expect(reasonToCancel({ status: 'Cancelled' })).toContain('cancelled');
    expect(reasonToCancel({ status: 'Completed' })).toBeNull();
  });
});
