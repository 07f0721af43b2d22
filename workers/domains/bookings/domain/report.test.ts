import { describe, expect, it } from 'vitest';
import { newId, type UserId } from '#shared/ids';
import { startOfDay } from '#shared/instant';
import { reportOf, type Tally } from './report.ts';

const [dag, eva] = [newId<UserId>(), newId<UserId>()] as const;
const period = { start: startOfDay('2026-10-24'), end: startOfDay('2026-10-27') };
const tally = (parts: Partial<Tally>): Tally => ({
  status: 'Confirmed',
  crewId: dag,
  hour: new Date('2026-10-24T10:00:00Z'),
  bookings: 1,
  totalOre: 100_000,
  ms: 7_200_000,
  ...parts,
});

describe('a report', () => {
  it('counts every state, and as booked what is Confirmed or Completed', () => {
    const report = reportOf(
      [
        tally({}),
        tally({ status: 'Completed', crewId: eva, ms: 10_800_000 }),
        tally({ status: 'Requested' }),
        tally({ status: 'Cancelled', bookings: 2 }),
      ],
      period,
    );
    expect(report).toMatchObject({
      total: 5,
      byStatus: { Requested: 1, Confirmed: 1, Completed: 1, Cancelled: 2 },
      bookedOre: 200_000,
    });
    // Three days of which one has 25 hours.
    expect(report.crew).toEqual([
      { crewId: eva, bookings: 1, bookedHours: 3, utilization: 0.0411 },
      { crewId: dag, bookings: 1, bookedHours: 2, utilization: 0.0274 },
    ]);
  });

  it('has each day of the period, as days are in Stockholm, also when the clocks change', () => {
    const hours = ['2026-10-24T21:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T22:00:00Z', '2026-10-25T23:00:00Z'];
    const report = reportOf(hours.map((hour) => tally({ hour: new Date(hour) })).toReversed(), period);
    expect(report.days).toEqual([
      { date: '2026-10-24', bookings: 1, revenueOre: 100_000 },
      { date: '2026-10-25', bookings: 2, revenueOre: 200_000 },
      { date: '2026-10-26', bookings: 1, revenueOre: 100_000 },
    ]);
  });

  it('of nothing is all zeros', () => {
    expect(reportOf([], period)).toMatchObject({ total: 0, bookedOre: 0, crew: [], days: { length: 3 } });
  });
});
