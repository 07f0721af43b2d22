import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfUp, ore, SekInput, sekOf } from './money.ts';

describe('an amount from a client', () => {
  it('is taken to the öre, whatever binary fractions make of it', () => {
    expect([0.1, 0.07, 1.15, 8.2, 1234.56, 100000, 0].map((sek) => SekInput.parse(sek))).toEqual([
      10, 7, 115, 820, 123_456, 10_000_000, 0,
    ]);
  });

  it('is the same amount again when it is shown, for every whole number of öre', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (whole) => SekInput.parse(sekOf(ore(whole))) === whole + 0),
    );
  });

  it.each([0.001, 1.005, 10.123, 0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, 1e12, '12', null])(
    'is refused where it is more than two decimals, or no amount: %s',
    (sek) => {
      expect(SekInput.safeParse(sek).success).toBe(false);
    },
  );
});

describe('öre', () => {
  it('are whole', () => {
    expect(() => ore(0.5)).toThrow('expected int');
  });
});

describe('dividing', () => {
  it('rounds a half up, and anything less down', () => {
    expect([divideHalfUp(5, 10), divideHalfUp(4, 10), divideHalfUp(15, 10), divideHalfUp(0, 7)]).toEqual([1, 0, 2, 0]);
  });

  it('is exact beyond what a double can hold in between', () => {
    expect(divideHalfUp(9_007_199_254_740_991, 2)).toBe(4_503_599_627_370_496);
  });

  it('is never more than half away from the true quotient', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e4 }), (numerator, denominator) => {
        const distance = divideHalfUp(numerator, denominator) * denominator - numerator;
        return -denominator < 2 * distance && 2 * distance <= denominator;
      }),
    );
  });
});
