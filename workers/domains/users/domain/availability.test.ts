import { array, assert, boolean, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '#shared/instant';
import { saysTheSame, slotsOf, withSlot, type Slot } from './availability.ts';

const at = (hour: number) => new Date(Date.UTC(2027, 0, 1, hour));
const period = (from: number, to: number): Period => ({ start: at(from), end: at(to) });
const hours = (periods: readonly Period[]) =>
  periods.map(({ start, end }) => [start, end].map((time) => (time.getTime() - at(0).getTime()) / 3_600_000));

describe('saying when one is available', () => {
  it('blocks a period', () => {
    expect(hours(withSlot([], { ...period(8, 12), isAvailable: false }))).toEqual([[8, 12]]);
  });

  it('frees the middle of a blocked period and leaves both ends', () => {
    expect(hours(withSlot([period(8, 16)], { ...period(10, 12), isAvailable: true }))).toEqual([
      [8, 10],
      [12, 16],
    ]);
  });

  it('replaces what it overlaps and makes one of what touches', () => {
    const blocked = [period(0, 2), period(4, 6), period(8, 10), period(20, 22)];
    expect(hours(withSlot(blocked, { ...period(2, 8), isAvailable: false }))).toEqual([
      [0, 10],
      [20, 22],
    ]);
  });
});

describe('the slots of a period', () => {
  it('are one available slot where nothing is blocked', () => {
    expect(slotsOf([], period(0, 24))).toEqual([{ ...period(0, 24), isAvailable: true }]);
  });

  it('are cut at the ends of the period', () => {
    expect(slotsOf([period(0, 6), period(20, 30)], period(4, 24))).toEqual([
      { ...period(4, 6), isAvailable: false },
      { ...period(6, 20), isAvailable: true },
      { ...period(20, 24), isAvailable: false },
    ]);
  });
});

// Against the plainest model there is: for each hour, what was said of it last.
const HOURS = 48;
const anyPeriod = tuple(integer({ min: 0, max: HOURS - 1 }), integer({ min: 1, max: 12 })).map(([from, length]) =>
  period(from, Math.min(HOURS, from + length)),
);
const anySlot = tuple(anyPeriod, boolean()).map(([when, isAvailable]): Slot => ({ ...when, isAvailable }));
const history = array(anySlot, { maxLength: 12 });
const afterAll = (slots: readonly Slot[]) =>
  slots.reduce<Period[]>((unavailable, slot) => withSlot(unavailable, slot), []);
const blockedHours = (slots: readonly Slot[]) =>
  Array.from({ length: HOURS }, (_, hour) => {
    const last = slots.findLast(({ start, end }) => start <= at(hour) && at(hour) < end);
    return last !== undefined && !last.isAvailable;
  });

describe('whatever is said, in whatever order', () => {
  it('each hour is what was said of it last', () => {
    assert(
      property(history, (slots) => {
        const unavailable = afterAll(slots);
        const found = Array.from({ length: HOURS }, (_, hour) =>
          unavailable.some(({ start, end }) => start <= at(hour) && at(hour) < end),
        );
        expect(found).toEqual(blockedHours(slots));
      }),
    );
  });

  it('blocked periods are in order, and neither overlap nor touch', () => {
    assert(
      property(history, (slots) => {
        const unavailable = afterAll(slots);
        for (const [place, { start, end }] of unavailable.entries()) {
          expect(start < end).toBe(true);
          const next = unavailable[place + 1];
          if (next) expect(end < next.start).toBe(true);
        }
      }),
    );
  });

  it('the same said again changes nothing', () => {
    assert(
      property(history, anySlot, (slots, again) => {
        const once = afterAll([...slots, again]);
        expect(saysTheSame(withSlot(once, again), once)).toBe(true);
      }),
    );
  });

  it('the slots of a period cover it without gaps, and agree with what is blocked', () => {
    assert(
      property(history, anyPeriod, (slots, asked) => {
        const covering = slotsOf(afterAll(slots), asked);
        expect(covering[0]?.start).toEqual(asked.start);
        expect(covering.at(-1)?.end).toEqual(asked.end);
        for (const [place, slot] of covering.entries()) {
          const next = covering[place + 1];
          if (next) expect([next.start, next.isAvailable]).toEqual([slot.end, !slot.isAvailable]);
        }
        const blocked = blockedHours(slots);
        for (const { start, end, isAvailable } of covering) {
          const [[from = 0, to = 0] = []] = hours([{ start, end }]);
          expect(blocked.slice(from, to).every((isBlocked) => isBlocked === !isAvailable)).toBe(true);
        }
      }),
    );
  });
});
