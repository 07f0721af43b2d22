import { describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import { missingOfBuyer } from './buyer.ts';

const nowhere = { address: null, zipCode: ' ', city: null };
const lines = [{ vatCategory: 'S' as const }];

describe('a buyer without an address', () => {
  it('is enough for a simplified invoice: 4,000 SEK with VAT, and not an öre more', () => {
    expect(missingOfBuyer(nowhere, { totalOre: ore(400_000), lines })).toEqual([]);
    expect(missingOfBuyer(nowhere, { totalOre: ore(400_001), lines })).toEqual(['address', 'zipCode', 'city']);
  });

  it('is never enough where the buyer accounts for the VAT', () => {
    const abroad = { totalOre: ore(100), lines: [...lines, { vatCategory: 'AE' as const }] };
    expect(missingOfBuyer(nowhere, abroad)).toEqual(['address', 'zipCode', 'city']);
  });

  it('is told what is missing, and nothing else', () => {
    const buyer = { address: 'Storgatan 1', zipCode: '21142', city: null };
    expect(missingOfBuyer(buyer, { totalOre: ore(500_000), lines })).toEqual(['city']);
  });
});
