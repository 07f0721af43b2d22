import { describe, expect, it } from 'vitest';
import { addDays, Day, dayOf, DAY_MS, HOUR_MS, Instant, InstantOrDay, overlaps, startOfDay } from './instant.ts';

describe('a moment from a client', () => {
  it('is the same with Z as with an offset', () => {
    expect(Instant.parse('2026-12-05T19:00:00+01:00')).toEqual(Instant.parse('2026-12-05T18:00:00.000Z'));
  });

  it.each(['2026-12-05T18:00:00', '2026-12-05', '2026-02-30T00:00:00Z', '2026-12-05T25:00:00Z', 'tomorrow', '', 0])(
    'is refused without a zone or where there is no such time: %s',
    (text) => {
      expect(Instant.safeParse(text).success).toBe(false);
    },
  );
});

describe('half past two in the night in which summer time begins', () => {
  it('does not exist in Sweden, and cannot be said without saying which moment is meant', () => {
    expect(Instant.safeParse('2031-03-30T02:30:00').success).toBe(false);
    expect(Instant.parse('2031-03-30T02:30:00+01:00').toISOString()).toBe('2031-03-30T01:30:00.000Z');
    expect(Instant.parse('2031-03-30T02:30:00+02:00').toISOString()).toBe('2031-03-30T00:30:00.000Z');
  });
});

describe('a thirteenth month', () => {
  it('is refused, in a moment as in a day', () => {
    expect(Instant.safeParse('2031-13-01T00:00:00Z').success).toBe(false);
    expect(InstantOrDay.safeParse('2031-13-01').success).toBe(false);
  });
});

describe('a day in Sweden', () => {
  it('begins at midnight there, in winter and in summer', () => {
    expect([startOfDay('2026-12-05'), startOfDay('2026-07-01')]).toEqual([
      new Date('2026-12-04T23:00:00Z'),
      new Date('2026-06-30T22:00:00Z'),
    ]);
  });

  it('has 23 hours when summer time begins and 25 when it ends', () => {
    const hours = (day: string) => (startOfDay(addDays(day, 1)).getTime() - startOfDay(day).getTime()) / HOUR_MS;
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-12-05')]).toEqual([23, 25, 24]);
  });

  it('is the one in which an instant falls there', () => {
    expect([dayOf(new Date('2026-12-05T22:59:59Z')), dayOf(new Date('2026-12-05T23:00:00Z'))]).toEqual([
      '2026-12-05',
      '2026-12-06',
    ]);
  });

  it('may be counted on from, over months, years and leap days', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-02-28', 1), addDays('2026-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2026-02-28',
    ]);
  });

  it('is refused where the calendar has none', () => {
    expect([Day.safeParse('2026-02-29').success, Day.safeParse('2026-2-1').success]).toEqual([false, false]);
  });

  it('as a bound of a period means its start', () => {
    expect(InstantOrDay.parse('2026-12-05')).toEqual(startOfDay('2026-12-05'));
    expect(InstantOrDay.parse('2026-12-05T18:00:00Z')).toEqual(new Date('2026-12-05T18:00:00Z'));
    expect(InstantOrDay.safeParse('2026-12-05T18:00:00').success).toBe(false);
  });
});

describe('periods', () => {
  const period = (start: number, end: number) => ({ start: new Date(start * DAY_MS), end: new Date(end * DAY_MS) });

  it('that only touch do not overlap', () => {
    expect(overlaps(period(1, 2), period(2, 3))).toBe(false);
    expect(overlaps(period(2, 3), period(1, 2))).toBe(false);
  });

  it('overlap where they share any time, also one inside the other', () => {
    expect([overlaps(period(1, 3), period(2, 4)), overlaps(period(1, 9), period(2, 3))]).toEqual([true, true]);
  });
});
