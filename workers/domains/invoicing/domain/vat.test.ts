import { describe, expect, it } from 'vitest';
import type { SupplyKind } from './supply.ts';
import { vatTreatmentOf, type Supply } from './vat.ts';

const technician: Supply = {
  kind: 'booking',
  skillCategory: 'Technician',
  seller: { kind: 'technical', declaresPerformance: false },
  buyer: { country: 'SE', vatNumber: 'SE556036079301' },
  date: '2026-12-05',
};
const performer = { kind: 'performer', declaresPerformance: true } as const;
const performance: Supply = { ...technician, skillCategory: 'Musician', seller: performer };
const german = { country: 'DE', vatNumber: 'DE123456789' };

const standard = { vatCategory: 'S', vatRate: 25, exemptionReason: null };
const exempt = {
  vatCategory: 'E',
  vatRate: 0,
  exemptionReason: 'Undantag från skatteplikt enligt 10 kap. 30 § ML',
};
const reverseCharge = { vatCategory: 'AE', vatRate: 0, exemptionReason: 'Omvänd betalningsskyldighet' };

describe('VAT of crew work', () => {
  it.each<SupplyKind>(['booking', 'travel', 'hotel', 'equipment', 'other'])(
    'is 25 %% on %s of a technical company',
    (kind) => {
      expect(vatTreatmentOf({ ...technician, kind })).toEqual(standard);
    },
  );

  it('is 25 % on a performance that an agency resells, whatever it declares', () => {
    const agency = { kind: 'agency', declaresPerformance: true } as const;
    expect(vatTreatmentOf({ ...performance, seller: agency })).toEqual(standard);
  });
});

describe('the exemption of performances', () => {
  it.each<SupplyKind>(['booking', 'travel', 'hotel', 'equipment'])('covers %s of a declared performer', (kind) => {
    expect(vatTreatmentOf({ ...performance, kind })).toEqual(exempt);
  });

  it('takes the skill category in any case', () => {
    expect(vatTreatmentOf({ ...performance, skillCategory: 'MUSICIAN' })).toEqual(exempt);
  });

  it('needs the performer’s own declaration', () => {
    const silent = { kind: 'performer', declaresPerformance: false } as const;
    expect(vatTreatmentOf({ ...performance, seller: silent })).toEqual(standard);
  });

  it('does not cover a performer’s work that is no performance, nor what is no part of one', () => {
    expect(vatTreatmentOf({ ...performance, skillCategory: 'Technician' })).toEqual(standard);
    expect(vatTreatmentOf({ ...performance, kind: 'other' })).toEqual(standard);
  });
});

describe('a buyer in another country', () => {
  it('is taxed by reverse charge as a business in another EU state', () => {
    expect(vatTreatmentOf({ ...technician, buyer: german })).toEqual(reverseCharge);
    expect(vatTreatmentOf({ ...technician, buyer: { country: 'GR', vatNumber: 'EL123456789' } })).toEqual(
      reverseCharge,
    );
  });

  it.each([
    ['without a VAT number', { country: 'DE', vatNumber: null }],
    ['with a Swedish VAT number', { country: 'DE', vatNumber: 'SE556036079301' }],
    ['outside the EU', { country: 'NO', vatNumber: 'NO123456789' }],
  ])('is charged Swedish VAT %s', (_where, buyer) => {
    expect(vatTreatmentOf({ ...technician, buyer })).toEqual(standard);
  });
});

describe('other rates', () => {
  it.each<[SupplyKind, string, number]>([
    ['copyright', '2026-12-05', 6],
    ['admission', '2026-12-05', 6],
    ['passenger-transport', '2026-12-05', 6],
    ['accommodation', '2026-12-05', 12],
    ['catering', '2026-12-05', 12],
    ['food', '2026-03-31', 12],
    ['food', '2026-04-01', 6],
    ['food', '2027-12-31', 6],
    ['food', '2028-01-01', 12],
  ])('%s on %s is taxed at %i %%', (kind, date, vatRate) => {
    expect(vatTreatmentOf({ ...performance, kind, date })).toEqual({ ...standard, vatRate });
  });
});
