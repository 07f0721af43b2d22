import { expect, it } from 'vitest';
import { oreOf } from './amount.ts';

it.each([
  ['500', 50_000, true],
  ['450.5', 45_050, true],
  ['450.50', 45_050, true],
  ['0.005', 1, false],
  ['0.0049', 0, false],
  ['12.3400', 1234, true],
  ['1E+3', 100_000, true],
  ['1234E-3', 123, false],
  ['-10.00', -1000, true],
])('%s SEK are %i öre, rounded half up where there are more decimals', (amount, inOre, exact) => {
  expect(oreOf(amount)).toEqual({ ore: inOre, exact });
});

it('what no invoice could say is no amount', () => {
  expect(oreOf('99999999999')).toBeNull();
});
