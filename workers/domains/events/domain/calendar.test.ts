import { describe, expect, it } from 'vitest';
import { byDay, periodOf } from './calendar.ts';

const event = (startDate: string, endDate: string) => ({ startDate: new Date(startDate), endDate: new Date(endDate) });
const hours = ({ start, end }: { start: Date; end: Date }) => (end.getTime() - start.getTime()) / 3_600_000;

describe('a month of the calendar', () => {
  it('lies between two Stockholm midnights, also across a year and a change of clocks', () => {
    expect(periodOf({ year: 2026, month: 12 })).toEqual({
      start: new Date('2026-11-30T23:00:00Z'),
      end: new Date('2026-12-31T23:00:00Z'),
    });
    // 29 March 2026 has 23 hours, 25 October 2026 has 25.
    expect(hours(periodOf({ year: 2026, month: 3 }))).toBe(31 * 24 - 1);
    expect(hours(periodOf({ year: 2026, month: 10 }))).toBe(31 * 24 + 1);
  });

  it('shows an event on each day that it touches, by Stockholm days', () => {
    const late = event('2026-12-05T22:30:00Z', '2026-12-06T23:30:00Z');
    expect(byDay([late], { year: 2026, month: 12 })).toEqual({
      '2026-12-05': [late],
      '2026-12-06': [late],
      '2026-12-07': [late],
    });
  });

  it('does not show what ends at midnight on the day that begins then', () => {
    const evening = event('2026-12-05T18:00:00Z', '2026-12-05T23:00:00Z');
    expect(Object.keys(byDay([evening], { year: 2026, month: 12 }))).toEqual(['2026-12-05']);
  });

  it('shows of an event over several months the days of this one', () => {
    const tour = event('2026-01-20T12:00:00Z', '2026-04-10T12:00:00Z');
    expect(Object.keys(byDay([tour], { year: 2026, month: 2 }))).toHaveLength(28);
    expect(Object.keys(byDay([tour], { year: 2026, month: 4 }))).toHaveLength(10);
    expect(byDay([tour], { year: 2026, month: 5 })).toEqual({});
  });

  it.each([
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('shows an event that lasts all of %s, when clocks change, on that day alone', (day, start, end) => {
    const month = { year: 2026, month: Number(day.slice(5, 7)) };
    expect(Object.keys(byDay([event(start, end)], month))).toEqual([day]);
  });
});
