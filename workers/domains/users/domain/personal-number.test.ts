import { describe, expect, it } from 'vitest';
import { luhnCheckDigit } from '#shared/luhn';
import { personalNumberDigits } from './personal-number.ts';

const TODAY = '2026-10-15';

const withCheckDigit = (nine: string) => `${nine}${luhnCheckDigit(nine.replaceAll(/\D/g, ''))}`;

describe('a personal number', () => {
  it.each([
    ['811228-9874', '198112289874'],
    ['8112289874', '198112289874'],
    ['19811228-9874', '198112289874'],
    [' 198112289874 ', '198112289874'],
    ['811218-9876', '198112189876'],
    ['000229-1235', '200002291235'],
  ])('%s is taken as twelve digits', (typed, digits) => {
    expect(personalNumberDigits(typed, TODAY)).toBe(digits);
  });

  it('may be a samordningsnummer, with 60 added to the day (the tax agency’s own example)', () => {
    expect(personalNumberDigits('701063-2391', TODAY)).toBe('197010632391');
    expect(personalNumberDigits('811288-9871', TODAY)).toBe('198112889871');
  });

  it('with a plus is of somebody who turned, or turns, a hundred', () => {
    expect(personalNumberDigits('121212+1212', TODAY)).toBe('191212121212');
  });

  it.each(['810188-9876', '990229-1238', '811228-9875', '811228-0000', '81122898740', '811228/9874', 'abc', ''])(
    '%s is refused',
    (typed) => {
      expect(personalNumberDigits(typed, TODAY)).toBeNull();
    },
  );

  it('with a letter is an interim number, which is no identity number: refused', () => {
    // The letter counts as 1 in the check digit, so this one is refused for the letter alone.
    expect(personalNumberDigits(withCheckDigit('000101-122'), TODAY)).not.toBeNull();
    expect(personalNumberDigits(withCheckDigit('000101-122').replace('-1', '-R'), TODAY)).toBeNull();
  });

  it('of nobody born yet is refused, where the century is said', () => {
    expect(personalNumberDigits('20811228-9874', TODAY)).toBeNull();
  });

  it('in the short form is of the latest century that has been', () => {
    expect(personalNumberDigits(withCheckDigit('261015-001'), TODAY)).toMatch(/^20261015/);
    expect(personalNumberDigits(withCheckDigit('261016-001'), TODAY)).toMatch(/^19261016/);
    expect(personalNumberDigits(withCheckDigit('261016+001'), TODAY)).toMatch(/^19261016/);
  });
});
