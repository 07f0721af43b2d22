import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimeType } from '#shared/enums';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Period } from '#shared/instant';
import { ore } from '#shared/money';
import { amountOf, chooseTariff, periodOf, unitsOf, vatOf, type Tariff } from './pricing.ts';

const lasting = (ms: number): Period => ({
  start: new Date('2026-12-05T18:00:00Z'),
  end: new Date(Date.parse('2026-12-05T18:00:00Z') + ms),
});
const tariff = (category: string, skill: string, timeType: TimeType, sek = 500): Tariff => ({
  category,
  skill,
  categoryKey: category.toLowerCase(),
  skillKey: skill.toLowerCase(),
  timeType,
  amountOre: ore(sek * 100),
});
const drums = { category: 'Musician', skill: 'Drums' };
const mixing = { category: 'Technician', skill: 'Mixing' };

describe('choosing the tariff', () => {
  it('takes the first of the crew member’s skills for which the organizer has a tariff, in the crew member’s order', () => {
    const tariffs = [tariff('Musician', 'Drums', 'Hour'), tariff('Technician', 'Mixing', 'Hour')];
    expect(chooseTariff([mixing, drums], tariffs, {})).toEqual({ tariff: tariffs[1] });
    expect(chooseTariff([{ category: 'Rigger', skill: 'Truss' }, drums], tariffs, {})).toEqual({ tariff: tariffs[0] });
  });

  it('prefers the hour to the day to the event, unless the request says', () => {
    const [day, event, hour] = (['Day', 'Event', 'Hour'] as const).map((unit) => tariff('Musician', 'Drums', unit));
    expect(
      chooseTariff(
        [drums],
        [event, day, hour].flatMap((one) => one ?? []),
        {},
      ),
    ).toEqual({ tariff: hour });
    expect(
      chooseTariff(
        [drums],
        [event, day].flatMap((one) => one ?? []),
        {},
      ),
    ).toEqual({ tariff: day });
    expect(
      chooseTariff(
        [drums],
        [day, event, hour].flatMap((one) => one ?? []),
        { timeType: 'Event' },
      ),
    ).toEqual({
      tariff: event,
    });
  });

  it('stays with an earlier skill by the day rather than a later one by the hour', () => {
    const tariffs = [tariff('Technician', 'Mixing', 'Hour'), tariff('Musician', 'Drums', 'Day')];
    expect(chooseTariff([drums, mixing], tariffs, {})).toEqual({ tariff: tariffs[1] });
  });

  it('takes the skill that the request names, ignoring case and space around it', () => {
    const tariffs = [tariff('Musician', 'Drums', 'Hour'), tariff('Technician', 'Mixing', 'Hour')];
    expect(chooseTariff([drums, mixing], tariffs, { category: ' TECHNICIAN', skill: 'mixing ' })).toEqual({
      tariff: tariffs[1],
    });
    expect(chooseTariff([drums, mixing], tariffs, { skill: 'MIXING' })).toEqual({ tariff: tariffs[1] });
  });

  it('refuses a named skill that the crew member does not have, even where there is a tariff for it', () => {
    const tariffs = [tariff('Musician', 'Bass', 'Hour')];
    expect(chooseTariff([drums], tariffs, { category: 'Musician', skill: 'Bass' })).toMatchObject({
      problem: { field: 'skill' },
    });
    expect(chooseTariff([drums], tariffs, { category: 'Rigger' })).toMatchObject({ problem: { field: 'category' } });
  });

  it('finds none where the organizer pays for nothing that the crew member can do', () => {
    const none = { problem: { field: 'crewId', message: expect.any(String) as string } };
    expect(chooseTariff([drums], [tariff('Technician', 'Mixing', 'Hour')], {})).toEqual(none);
    expect(chooseTariff([drums], [tariff('Musician', 'Drums', 'Hour')], { timeType: 'Day' })).toEqual(none);
    expect(chooseTariff([], [tariff('Musician', 'Drums', 'Hour')], {})).toEqual(none);
  });
});

describe('units', () => {
  it('shows hours with four decimals', () => {
    expect(unitsOf('Hour', lasting(80 * MINUTE_MS))).toBe(1.3333);
    expect(unitsOf('Hour', lasting(100 * MINUTE_MS))).toBe(1.6667);
    expect(unitsOf('Hour', lasting(4 * HOUR_MS))).toBe(4);
  });

  it('counts a started day of 24 hours in full, and an event once', () => {
    expect(unitsOf('Day', lasting(DAY_MS))).toBe(1);
    expect(unitsOf('Day', lasting(DAY_MS + 1))).toBe(2);
    expect(unitsOf('Day', lasting(MINUTE_MS))).toBe(1);
    expect(unitsOf('Event', lasting(9 * DAY_MS))).toBe(1);
  });

  it('measures true time over a change of the clock', () => {
    // 22:00-06:00 in Stockholm in the night to 25 October 2026, when the clock goes back: nine hours.
    const night = { start: new Date('2026-10-24T22:00:00+02:00'), end: new Date('2026-10-25T06:00:00+01:00') };
    expect(unitsOf('Hour', night)).toBe(9);
    expect(amountOf('Hour', ore(500_00), night)).toBe(4_500_00);
  });
});

describe('amounts', () => {
  it('come from the minutes, not from the shown hours', () => {
    expect(amountOf('Hour', ore(500_00), lasting(80 * MINUTE_MS))).toBe(666_67);
  });

  it('round half an öre up', () => {
    expect(amountOf('Hour', ore(1), lasting(30 * MINUTE_MS))).toBe(1);
    expect(amountOf('Hour', ore(1), lasting(29 * MINUTE_MS))).toBe(0);
    expect(vatOf(ore(2))).toBe(1);
  });

  const rate = integer({ min: 1, max: 100_000_00 }).map(ore);
  const time = integer({ min: 1, max: 31 * DAY_MS });

  it('are the exact product, off by at most half an öre, never more, up to the highest rate for a month', () => {
    assert(
      property(rate, time, (rateOre, ms) => {
        const amount = BigInt(amountOf('Hour', rateOre, lasting(ms)));
        const doubleError = 2n * (amount * BigInt(HOUR_MS) - BigInt(rateOre) * BigInt(ms));
        // Half up: the error is in (-1/2, +1/2] öre.
        return doubleError > -BigInt(HOUR_MS) && doubleError <= BigInt(HOUR_MS);
      }),
    );
  });

  it('never fall when the time grows, in any unit', () => {
    assert(
      property(constantFrom('Hour', 'Day', 'Event'), rate, time, time, (unit, rateOre, one, other) => {
        const [shorter, longer] = one < other ? [one, other] : [other, one];
        return amountOf(unit, rateOre, lasting(shorter)) <= amountOf(unit, rateOre, lasting(longer));
      }),
    );
  });

  it('of whole hours, days and events are exactly rate times units', () => {
    assert(
      property(constantFrom('Hour', 'Day', 'Event'), rate, integer({ min: 1, max: 31 }), (unit, rateOre, n) => {
        const period = lasting(n * (unit === 'Hour' ? HOUR_MS : DAY_MS));
        return amountOf(unit, rateOre, period) === rateOre * unitsOf(unit, period);
      }),
    );
  });

  it('asked for by the units that a booking shows are that booking’s amount', () => {
    assert(
      property(
        constantFrom('Hour', 'Day', 'Event'),
        rate,
        integer({ min: 1, max: 31 * 24 * 60 }),
        (unit, rateOre, minutes) => {
          const booked = lasting(minutes * MINUTE_MS);
          return amountOf(unit, rateOre, periodOf(unit, unitsOf(unit, booked))) === amountOf(unit, rateOre, booked);
        },
      ),
    );
  });
});
