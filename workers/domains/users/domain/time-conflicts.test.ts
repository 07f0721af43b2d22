import { describe, expect, it } from 'vitest';
import type { BookingId } from '#shared/ids';
import { conflictsWith } from './time-conflicts.ts';

const at = (hour: number) => new Date(Date.UTC(2027, 0, 4, hour));
const period = (from: number, to: number) => ({ start: at(from), end: at(to) });
const mine = 'a'.repeat(24) as BookingId;
const other = 'b'.repeat(24) as BookingId;

describe('what stands in the way of a period', () => {
  it('is named in order of time, by its kind and its own times', () => {
    const calendar = { holds: [{ ...period(14, 16), bookingId: other }], unavailable: [period(9, 12)] };
    expect(conflictsWith(calendar, period(10, 15), mine)).toEqual([
      { kind: 'unavailability', startTime: '2027-01-04T09:00:00.000Z', endTime: '2027-01-04T12:00:00.000Z' },
      { kind: 'booking', startTime: '2027-01-04T14:00:00.000Z', endTime: '2027-01-04T16:00:00.000Z' },
    ]);
  });

  it('is nothing where times only touch', () => {
    const calendar = { holds: [{ ...period(8, 10), bookingId: other }], unavailable: [period(12, 14)] };
    expect(conflictsWith(calendar, period(10, 12), mine)).toEqual([]);
  });

  it('is not the booking’s own hold: it may move onto its own time', () => {
    const calendar = { holds: [{ ...period(8, 12), bookingId: mine }], unavailable: [] };
    expect(conflictsWith(calendar, period(10, 14), mine)).toEqual([]);
    expect(conflictsWith(calendar, period(10, 14), null)).toHaveLength(1);
  });
});
