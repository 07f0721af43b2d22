import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasValidCheckDigit, luhnCheckDigit } from './luhn.ts';

describe('the check digit', () => {
  it.each([
    ['7992739871', 3],
    ['556047352', 1],
    ['5402968', 1],
    ['811228987', 4],
    ['0', 0],
  ])('of %s is %i', (digits, expected) => {
    expect(luhnCheckDigit(digits)).toBe(expected);
  });

  it('finds any single wrong digit', () => {
    const digitsOf = fc.stringMatching(/^\d{1,20}$/);
    fc.assert(
      fc.property(digitsOf, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const valid = `${digits}${luhnCheckDigit(digits)}`;
        const place = at % valid.length;
        const wrong = (Number(valid[place]) + by) % 10;
        return (
          hasValidCheckDigit(valid) && !hasValidCheckDigit(`${valid.slice(0, place)}${wrong}${valid.slice(place + 1)}`)
        );
      }),
    );
  });

  it.each(['', '5', '55604-73521', 'abc', '٥٥'])('cannot be in %j', (text) => {
    expect(hasValidCheckDigit(text)).toBe(false);
  });
});
