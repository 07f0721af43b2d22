import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasValidCheckDigit, luhnCheckDigit } from '#shared/luhn';
import { ocrOf } from './ocr.ts';

// swedish-invoicing, section 1
const vectors = [
  ['1', '133', '18'],
  ['12', '1248', '125'],
  ['123', '12351', '1230'],
  ['1234', '123463', '12344'],
  ['12345', '1234574', '123455'],
  ['12345678', '1234567806', '123456782'],
  ['20260001', '2026000105', '202600011'],
  ['1234567890123', '123456789012354', '12345678901237'],
] as const;

describe('an OCR reference', () => {
  it.each(vectors)('of base %s with length digit is %s', (base, withLength) => {
    expect(ocrOf(base)).toBe(withLength);
  });

  it.each(vectors)('of base %s has, without length digit, the check digit of %3$s', (base, _withLength, checkOnly) => {
    expect(`${base}${luhnCheckDigit(base)}`).toBe(checkOnly);
  });

  it('is at most 25 digits long', () => {
    expect(ocrOf('1'.repeat(23))).toBe('1111111111111111111111155');
    expect(() => ocrOf('1'.repeat(24))).toThrow('1 to 23 digits');
  });

  it.each(['', '2026-000001', ' 1', 'x'])('is not made of %j', (base) => {
    expect(() => ocrOf(base)).toThrow('1 to 23 digits');
  });

  it('carries its length and a valid check digit, whatever its base', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,23}$/), (base) => {
        const ocr = ocrOf(base);
        expect(hasValidCheckDigit(ocr)).toBe(true);
        expect(Number(ocr.at(-2))).toBe(ocr.length % 10);
      }),
    );
  });
});
