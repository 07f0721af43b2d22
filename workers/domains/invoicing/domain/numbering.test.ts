import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceNumber, invoiceOcr, yearOf } from './numbering.ts';

describe('an invoice number', () => {
  it('is the year and six digits, more where six do not do', () => {
    expect(invoiceNumber(2026, 1)).toBe('2026-000001');
    expect(invoiceNumber(2026, 1_234_567)).toBe('2026-1234567');
  });

  it('belongs to the year of the day of issue', () => {
    expect(yearOf('2026-12-31')).toBe(2026);
  });
});

describe('the OCR reference of an invoice', () => {
  it('is made of the number alone where the platform sells, and has the serial of another seller in front', () => {
    expect(invoiceOcr(0, '2026-000001')).toMatch(/^20260000012\d$/);
    expect(invoiceOcr(7, '2026-000001')).toMatch(/^720260000013\d$/);
  });

  it('is never that of another seller or number', () => {
    const invoice = fc.record({
      serial: fc.nat(9_999),
      year: fc.integer({ min: 2024, max: 2099 }),
      n: fc.nat(9_999_999),
    });
    fc.assert(
      fc.property(invoice, invoice, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        const [ocr, otherOcr] = [one, other].map(({ serial, year, n }) => invoiceOcr(serial, invoiceNumber(year, n)));
        expect(ocr === otherOcr).toBe(same);
      }),
    );
  });
});
