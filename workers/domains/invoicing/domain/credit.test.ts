import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookingId } from '#shared/ids';
import { ore } from '#shared/money';
import { creditLines, creditOf, isCreditedInFull, partBeyond, restOf, type Creditable } from './credit.ts';
import type { Line } from './line.ts';
import { totalsOf } from './totals.ts';

const bookingId = BookingId.parse('665f1c2ab8d4e3f6a7b8c9d0');
const lineOf = (amount: number, vatRate = 25): Line => ({
  bookingId,
  kind: 'booking',
  description: 'Sound',
  quantityHundredths: 200,
  unit: 'HUR',
  unitPriceOre: ore(amount),
  priceBase: 2,
  amountOre: ore(amount),
  vatRate,
  vatCategory: vatRate === 0 ? 'E' : 'S',
  exemptionReason: vatRate === 0 ? 'Undantag' : null,
});
const invoiceOf = (lines: Line[], rounds = false): Creditable => ({
  lines,
  ...totalsOf(lines, rounds),
  creditNotes: [],
});
const credited = (invoice: Creditable, parts = restOf(invoice)): Creditable => ({
  ...invoice,
  creditNotes: [...invoice.creditNotes, creditOf(invoice, parts)],
});
const part = (line: number, amount: number) => ({ line, amountOre: ore(amount) });

describe('a credit', () => {
  it('of all has the amounts of the original, rounding too', () => {
    const {
      creditNotes: _none,
      lines: _lines,
      ...totals
    } = invoiceOf([lineOf(123_455), lineOf(98_765), lineOf(500_000, 0)], true);
    const invoice = invoiceOf([lineOf(123_455), lineOf(98_765), lineOf(500_000, 0)], true);
    expect(creditOf(invoice, restOf(invoice))).toMatchObject(totals);
    expect(totals).toMatchObject({ vatOre: 55_555, totalOre: 777_775, roundingOre: 25, toPayOre: 777_800 });
  });

  it('takes the VAT of all that is credited after it less that before it', () => {
    // 25 % of 33.33 is 8.33, of 66.66 16.67, of 99.99 25.00: line by line it would be 24.99.
    let invoice = invoiceOf([lineOf(33_33), lineOf(33_33), lineOf(33_33)]);
    for (const line of [1, 2, 3]) invoice = credited(invoice, [part(line, 33_33)]);
    expect(invoice.creditNotes.map(({ vatOre }) => vatOre)).toEqual([833, 834, 833]);
  });

  it('never takes more VAT than there is', () => {
    let invoice = invoiceOf([lineOf(4)]);
    for (let time = 0; time < 2; time += 1) invoice = credited(invoice, [part(1, 2)]);
    // 25 % of 4 öre is 1 öre, and of 2 öre, half up, 1 öre as well.
    expect(invoice.creditNotes.map(({ vatOre }) => vatOre)).toEqual([1, 0]);
  });

  it('beyond what is left of a line, or of a line that is not there, is found', () => {
    const invoice = credited(invoiceOf([lineOf(100), lineOf(50)]), [part(1, 60)]);
    expect(partBeyond(invoice, [part(1, 40), part(2, 50)])).toBeUndefined();
    expect(partBeyond(invoice, [part(1, 41)])).toEqual(part(1, 41));
    expect(partBeyond(invoice, [part(3, 1)])).toEqual(part(3, 1));
  });

  it('of an invoice of nothing is possible, once', () => {
    const invoice = credited(invoiceOf([lineOf(0)]));
    expect(isCreditedInFull(invoice)).toBe(true);
    expect(restOf(invoice)).toEqual([]);
  });

  it('says a whole line as the original says it, and a part of one as a piece at its amount', () => {
    const lines = [lineOf(100), lineOf(50)];
    expect(creditLines(lines, [part(1, 100), part(2, 20)])).toEqual([
      lines[0],
      { ...lines[1], quantityHundredths: 100, unit: 'C62', unitPriceOre: 20, priceBase: 1, amountOre: 20 },
    ]);
  });

  it('after another, in whatever parts: all add up to the original to the öre', () => {
    const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom(0, 6, 12, 25)), {
      minLength: 1,
      maxLength: 8,
    });
    const cuts = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 });
    fc.assert(
      fc.property(lines, cuts, fc.boolean(), (amounts, shares, rounds) => {
        const original = invoiceOf(
          amounts.map(([amount, rate]) => lineOf(amount, rate)),
          rounds,
        );
        let invoice = original;
        for (const [place, share] of shares) {
          const [left] = restOf(invoice).filter(({ line }) => line === (place % amounts.length) + 1);
          const amount = Math.ceil((left?.amountOre ?? 0) * share);
          if (left && amount > 0) invoice = credited(invoice, [part(left.line, amount)]);
        }
        if (!isCreditedInFull(invoice)) invoice = credited(invoice);
        const total = (of: 'amountOre' | 'vatOre' | 'totalOre' | 'roundingOre' | 'toPayOre') =>
          invoice.creditNotes.reduce((sofar, credit) => sofar + credit[of], 0);
        for (const of of ['amountOre', 'vatOre', 'totalOre', 'roundingOre', 'toPayOre'] as const) {
          expect(total(of)).toBe(original[of]);
        }
        for (const credit of invoice.creditNotes) {
          expect(credit.toPayOre).toBeGreaterThanOrEqual(0);
          for (const { amountOre, vatRate, vatOre } of credit.vatBreakdown) {
            expect(Math.abs(vatOre - (amountOre * vatRate) / 100)).toBeLessThanOrEqual(1);
          }
          expect(credit.totalOre).toBe(credit.amountOre + credit.vatOre);
        }
      }),
    );
  });
});
