import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ore } from '#shared/money';
import { inCp437 } from '../workers/domains/invoicing/domain/cp437.ts';
import { basAccounts, sieOf, type Booked } from '../workers/domains/invoicing/domain/sie.ts';
import { canReadSie, readSie } from './sie/independent-parser.ts';

const inCi = process.env['CI'] === 'true';
const runs = inCi || canReadSie();
if (!runs) console.log('No independent parser reads the SIE file: that needs Python 3 with pip.');

const documents: Booked[] = [
  {
    type: 'Invoice',
    number: '2026-000001',
    issuedDate: '2026-11-23',
    buyerName: 'Sömn & Åska AB',
    vatBreakdown: [
      { vatCategory: 'S', vatRate: 25, amountOre: ore(100_015), vatOre: ore(25_004) },
      { vatCategory: 'S', vatRate: 6, amountOre: ore(18_868), vatOre: ore(1_132) },
      { vatCategory: 'E', vatRate: 0, amountOre: ore(50_000), vatOre: ore(0) },
    ],
    roundingOre: ore(-19),
    toPayOre: ore(195_000),
  },
  {
    type: 'CreditNote',
    number: '2026-000002',
    issuedDate: '2026-12-31',
    buyerName: 'Café "Élan" KB',
    vatBreakdown: [{ vatCategory: 'S', vatRate: 25, amountOre: ore(100_015), vatOre: ore(25_004) }],
    roundingOre: ore(0),
    toPayOre: ore(125_019),
  },
];

it.runIf(runs)('an independent parser reads every voucher of the SIE file, and each sums to zero', () => {
  const company = { name: 'Ljudlaget i Skåne AB', orgNumber: '5599000021' };
  const folder = mkdtempSync(join(tmpdir(), 'sie-'));
  const file = join(folder, 'export.se');
  try {
    writeFileSync(file, inCp437(sieOf(company, documents, basAccounts, '2027-01-02')));
    const read = readSie(file);
    expect(read.company).toBe('Ljudlaget i Skåne AB');
    expect(read.vouchers.map(({ number, date, text }) => [number, date, text])).toEqual([
      ['2026000001', '20261123', 'Faktura 2026-000001 Sömn & Åska AB'],
      ['2026000002', '20261231', String.raw`Kreditfaktura 2026-000002 Café \"Élan\" KB`],
    ]);
    expect(read.vouchers[0]?.postings).toEqual([
      { account: 1510, amount: '1950.00' },
      { account: 3001, amount: '-1000.15' },
      { account: 2611, amount: '-250.04' },
      { account: 3003, amount: '-188.68' },
      { account: 2631, amount: '-11.32' },
      { account: 3004, amount: '-500.00' },
      { account: 3740, amount: '0.19' },
    ]);
    for (const { postings } of read.vouchers) {
      const sum = postings.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);
      expect(sum).toBe(0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
