import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookingId } from '#shared/ids';
import { divideHalfUp, ore } from '#shared/money';
import { amountOf, itemOfBooking, quantityOf, writtenPeriod, type BilledBooking } from './line.ts';

const HOUR_MS = 3_600_000;
const booking = (minutes: number, change: Partial<BilledBooking> = {}): BilledBooking => {
  const startTime = new Date('2026-12-05T17:00:00Z');
  const ms = minutes * 60_000;
  const rateOre = change.rateOre ?? ore(500_00);
  return {
    _id: BookingId.parse('665f1c2ab8d4e3f6a7b8c9d0'),
    category: 'Musician',
    skill: 'Drums',
    timeType: 'Hour',
    startTime,
    endTime: new Date(startTime.getTime() + ms),
    rateOre,
    totalOre: ore(divideHalfUp(BigInt(rateOre) * BigInt(ms), HOUR_MS)),
    ...change,
  };
};

describe('the quantity of a booking', () => {
  it('is in hours where two decimals say them exactly', () => {
    expect(quantityOf(booking(270))).toMatchObject({ quantityHundredths: 450, unit: 'HUR', priceBase: 1 });
    expect(quantityOf(booking(3))).toMatchObject({ quantityHundredths: 5, unit: 'HUR' });
  });

  it('is in minutes at the price of sixty where hours would have to be rounded', () => {
    expect(quantityOf(booking(80))).toEqual({
      quantityHundredths: 80_00,
      unit: 'MIN',
      unitPriceOre: 500_00,
      priceBase: 60,
    });
  });

  it('is in started days, or one for an event', () => {
    expect(quantityOf(booking(25 * 60, { timeType: 'Day' }))).toMatchObject({ quantityHundredths: 200, unit: 'DAY' });
    expect(quantityOf(booking(25 * 60, { timeType: 'Event' }))).toMatchObject({ quantityHundredths: 100, unit: 'C62' });
  });

  it('is one piece at the booking’s amount for a time that is not even hundredths of a minute', () => {
    const odd = { ...booking(60), endTime: new Date('2026-12-05T18:00:00.001Z'), totalOre: ore(500_00) };
    expect(quantityOf(odd)).toEqual({ quantityHundredths: 100, unit: 'C62', unitPriceOre: 500_00, priceBase: 1 });
  });

  it('times the price is the booking’s amount to the öre, for any time and rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 * 24 * 60 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (minutes, rate) => {
          const hired = booking(minutes, { rateOre: ore(rate) });
          expect(amountOf(quantityOf(hired))).toBe(hired.totalOre);
        },
      ),
    );
  });
});

describe('the description of a booking', () => {
  it('says the work, the event and the time in Stockholm, and no person', () => {
    expect(itemOfBooking(booking(270), 'Lucia').description).toBe('Drums (Musician), Lucia, 2026-12-05 18:00–22:30');
    expect(itemOfBooking(booking(60), null).description).toBe('Drums (Musician), 2026-12-05 18:00–19:00');
  });

  it('says the second day where the work ends on another', () => {
    expect(writtenPeriod(booking(600))).toBe('2026-12-05 18:00–2026-12-06 04:00');
  });
});
