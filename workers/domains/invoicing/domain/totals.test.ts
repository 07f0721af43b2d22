import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import { roundingOf, totalsOf, vatOf } from './totals.ts';

const taxed = (amount: number, vatRate = 25) => ({ vatCategory: 'S' as const, vatRate, amountOre: ore(amount) });
const exempt = (amount: number) => ({ vatCategory: 'E' as const, vatRate: 0, amountOre: ore(amount) });

describe('VAT (swedish-invoicing, section 7)', () => {
  it('is rounded half up on the third decimal: Skatteverket’s own example', () => {
    expect(vatOf(ore(446_775), 25)).toBe(111_694);
  });

  it('is computed on the sum of a rate, not line by line', () => {
    const totals = totalsOf([taxed(33_33), taxed(33_33), taxed(33_33)], false);
    expect(totals).toMatchObject({ amountOre: 99_99, vatOre: 25_00, totalOre: 124_99, toPayOre: 124_99 });
  });

  it.each([25, 12, 6])('at %i %% is the integer formula of the source', (rate) => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (base) => {
        expect(vatOf(ore(base), rate)).toBe(Math.floor((base * rate * 2 + 100) / 200));
      }),
    );
  });
});

describe('the totals of an invoice', () => {
  it('are those of the whole example: two technicians, an exempt musician, whole kronor to pay', () => {
    expect(totalsOf([taxed(1_234_55), exempt(5_000_00), taxed(987_65)], true)).toEqual({
      vatBreakdown: [
        { vatCategory: 'S', vatRate: 25, amountOre: 2_222_20, vatOre: 555_55 },
        { vatCategory: 'E', vatRate: 0, amountOre: 5_000_00, vatOre: 0 },
      ],
      amountOre: 7_222_20,
      vatOre: 555_55,
      totalOre: 7_777_75,
      roundingOre: 25,
      toPayOre: 7_778_00,
    });
  });

  it('are not rounded to kronor unless the seller does so', () => {
    expect(totalsOf([taxed(1_234_55)], false)).toMatchObject({ roundingOre: 0, toPayOre: 1_543_19 });
  });

  it.each([
    [100_00, 0],
    [100_01, -1],
    [100_49, -49],
    [100_50, 50],
    [100_99, 1],
  ])('of %i öre get %i öre to be whole kronor', (total, rounding) => {
    expect(roundingOf(ore(total))).toBe(rounding);
  });

  it('add up to the öre, whatever the lines', () => {
    const line = fc.record({
      vatCategory: fc.constant('S' as const),
      vatRate: fc.constantFrom(25, 12, 6),
      amountOre: fc.nat(100_000_000).map(ore),
    });
    const untaxed = fc.record({
      vatCategory: fc.constantFrom('E' as const, 'AE' as const),
      vatRate: fc.constant(0),
      amountOre: fc.nat(100_000_000).map(ore),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(line, untaxed), { maxLength: 60 }), fc.boolean(), (lines, rounds) => {
        const totals = totalsOf(lines, rounds);
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
        expect(totals.amountOre).toBe(sum(lines.map(({ amountOre }) => amountOre)));
        expect(totals.amountOre).toBe(sum(totals.vatBreakdown.map(({ amountOre }) => amountOre)));
        expect(totals.vatOre).toBe(sum(totals.vatBreakdown.map(({ vatOre }) => vatOre)));
        expect(totals.totalOre).toBe(totals.amountOre + totals.vatOre);
        expect(totals.toPayOre).toBe(totals.totalOre + totals.roundingOre);
        expect(rounds ? totals.toPayOre % 100 : totals.roundingOre).toBe(0);
        expect(Math.abs(totals.roundingOre)).toBeLessThanOrEqual(50);
      }),
    );
  });
});
