import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import { creditOf, restOf, type Credit, type CreditableLine } from './credit.ts';
import { totalsOf } from './totals.ts';

const line = (amount: number, vatRate = 25, credited = 0): CreditableLine => ({
  vatCategory: vatRate === 0 ? 'E' : 'S',
  vatRate,
  amountOre: ore(amount),
  creditedOre: ore(credited),
});

describe('a credit', () => {
  it('of the whole is the original', () => {
    const original = [line(1_234_55), line(987_65), line(5_000_00, 0)];
    const { amountOre, vatOre, toPayOre } = totalsOf(original, true);
    expect(creditOf(original, restOf(original), true)).toMatchObject({ amountOre, vatOre, toPayOre });
  });

  it('is never more than is left of a line', () => {
    const original = [line(100_00, 25, 60_00), line(500_00)];
    expect(creditOf(original, [{ line: 1, amountOre: ore(40_01) }], false)).toEqual({
      refused: 'exceeds-line',
      line: 1,
    });
    const twice = { line: 1, amountOre: ore(20_01) };
    expect(creditOf(original, [twice, twice], false)).toEqual({ refused: 'exceeds-line', line: 1 });
    expect(creditOf(original, [{ line: 1, amountOre: ore(40_00) }], false)).toMatchObject({ vatOre: 10_00 });
  });

  it('is of a line that is there', () => {
    expect(creditOf([line(1)], [{ line: 2, amountOre: ore(1) }], false)).toEqual({ refused: 'no-such-line', line: 2 });
  });

  it('needs something that is left', () => {
    const original = [line(100, 25, 100)];
    expect(creditOf(original, restOf(original), false)).toEqual({ refused: 'nothing-left' });
  });

  it('adds up with the others to the original, to the öre, whatever the lines, the rates and the parts', () => {
    const amounts = fc.array(
      fc.record({ amount: fc.integer({ min: 1, max: 9_999_999 }), rate: fc.constantFrom(25, 12, 6, 0) }),
      { minLength: 1, maxLength: 6 },
    );
    const shares = fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 8 });
    fc.assert(
      fc.property(amounts, shares, fc.boolean(), (drawn, percents, rounds) => {
        const original = drawn.map(({ amount, rate }) => line(amount, rate));
        const whole = totalsOf(original, rounds);
        const credits: Credit[] = [];
        const give = (asked: ReturnType<typeof restOf>) => {
          const credit = creditOf(original, asked, rounds);
          if ('refused' in credit) throw new Error(credit.refused);
          for (const part of credit.lines) {
            const credited = original[part.line - 1];
            if (credited) credited.creditedOre = ore(credited.creditedOre + part.amountOre);
          }
          credits.push(credit);
        };
        for (const [index, percent] of percents.entries()) {
          const part = restOf(original)[index % original.length];
          const amount = part ? Math.floor((part.amountOre * percent) / 100) : 0;
          if (part && amount > 0) give([{ line: part.line, amountOre: ore(amount) }]);
        }
        give(restOf(original));
        const sum = (of: (credit: Credit) => number) => credits.reduce((total, credit) => total + of(credit), 0);
        expect(sum((credit) => credit.amountOre)).toBe(whole.amountOre);
        expect(sum((credit) => credit.vatOre)).toBe(whole.vatOre);
        expect(sum((credit) => credit.toPayOre)).toBe(whole.toPayOre);
        for (const credit of credits) {
          expect(credit.toPayOre).toBeGreaterThanOrEqual(0);
          for (const part of credit.vatBreakdown) {
            expect(Math.abs(part.vatOre - (part.amountOre * part.vatRate) / 100)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
