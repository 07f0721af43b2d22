import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import { accountsFrom } from '../accounts.ts';
import { inCp437 } from './cp437.ts';
import { basAccounts, postingsOf, sieOf, type Booked } from './sie.ts';
import { totalsOf } from './totals.ts';

const lineOf = ([amount, vatRate]: [number, number]) => ({
  vatCategory: vatRate === 0 ? ('E' as const) : ('S' as const),
  vatRate,
  amountOre: ore(amount),
});
const booked = (lines: [number, number][], rounds = false, type: Booked['type'] = 'Invoice'): Booked => ({
  type,
  number: '2026-000007',
  issuedDate: '2026-11-23',
  buyerName: 'Öl & "Bröd" AB',
  ...totalsOf(lines.map(lineOf), rounds),
});

describe('a voucher', () => {
  it('has the buyer owe what is to be paid, against sales and VAT by rate, and the rounding', () => {
    const invoice = booked(
      [
        [222_220, 25],
        [500_000, 0],
      ],
      true,
    );
    expect(postingsOf(invoice, basAccounts)).toEqual([
      { account: 1510, amountOre: 777_800 },
      { account: 3001, amountOre: -222_220 },
      { account: 2611, amountOre: -55_555 },
      { account: 3004, amountOre: -500_000 },
      { account: 3740, amountOre: -25 },
    ]);
  });

  it('of a credit note is the same the other way round', () => {
    const [invoice, note] = (['Invoice', 'CreditNote'] as const).map((type) =>
      postingsOf(booked([[1000, 6]], false, type), basAccounts),
    );
    expect(note).toEqual(invoice?.map(({ account, amountOre }) => ({ account, amountOre: 0 - amountOre })));
  });

  it('sums to zero, whatever the lines', () => {
    const lines = fc.array(fc.tuple(fc.nat({ max: 10_000_000 }), fc.constantFrom(0, 6, 12, 25)), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.boolean(), (some, rounds) => {
        const postings = postingsOf(booked(some, rounds), basAccounts);
        expect(postings.reduce((sum, { amountOre }) => sum + amountOre, 0)).toBe(0);
      }),
    );
  });

  it('goes to the accounts of the configuration', () => {
    const accounts = accountsFrom({ ACCOUNTS: '{"receivables":1511,"sales":{"S25":3041}}' });
    expect(postingsOf(booked([[1000, 25]]), accounts).map(({ account }) => account)).toEqual([1511, 3041, 2611]);
    expect(() => accountsFrom({ ACCOUNTS: '{"sales":{"S26":3041}}' })).toThrow('S26');
  });
});

it('a SIE file says whose it is, names its accounts, and has a voucher for each document', () => {
  const company = { name: 'Ljudlaget "Å" AB', orgNumber: '5560473521' };
  expect(sieOf(company, [booked([[1000_00, 25]])], basAccounts, '2026-11-27').split('\r\n')).toEqual([
    '#FLAGGA 0',
    '#PROGRAM "ThenorSound" 1.0',
    '#FORMAT PC8',
    '#GEN 20261127',
    '#SIETYP 4',
    '#ORGNR 556047-3521',
    '#FNAMN "Ljudlaget \\"Å\\" AB"',
    '#KONTO 1510 "Kundfordringar"',
    '#KONTO 2611 "Utgående moms 25 %"',
    '#KONTO 3001 "Försäljning 25 % moms"',
    '#VER "A" "2026000007" 20261123 "Faktura 2026-000007 Öl & \\"Bröd\\" AB" 20261123',
    '{',
    '#TRANS 1510 {} 1250.00',
    '#TRANS 3001 {} -1000.00',
    '#TRANS 2611 {} -250.00',
    '}',
    '',
  ]);
});

it('code page 437 has Swedish letters, and bares or marks what it lacks', () => {
  expect([...inCp437('aåäöÅÄÖé')]).toEqual([0x61, 0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82]);
  expect([...inCp437('a\u030A')]).toEqual([0x86]);
  expect([...inCp437('Š€\u00A0')]).toEqual([0x53, 0x3f, 0xff]);
});
