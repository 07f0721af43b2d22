import { describe, expect, it } from 'vitest';
import { BookingId, CustomerId } from '#shared/ids';
import { ore } from '#shared/money';
import { composeInvoice, type Facts } from './contents.ts';
import type { BilledBooking } from './line.ts';
import type { Company, Seller } from './seller.ts';

const company: Company = {
  _id: CustomerId.parse('665f1c2ab8d4e3f6a7b8c9d1'),
  name: 'Ljudlaget AB',
  orgNumber: '5560473521',
  vatNumber: 'SE556047352101',
  address: 'Ljudgatan 2',
  zipCode: '41101',
  city: 'Göteborg',
  country: 'SE',
  contact: null,
  email: null,
  phone: null,
  seller: {
    kind: 'technical',
    fSkatt: true,
    bankgiro: '54029681',
    plusgiro: null,
    seat: 'Göteborg',
    rounding: false,
    performanceExemption: null,
  },
};
const profile = company.seller;
const platform: Seller = {
  sellerId: null,
  name: 'ThenorSound Demo AB',
  orgNumber: '5566778899',
  vatNumber: 'SE556677889901',
  address: 'Scengatan 1',
  zipCode: '11435',
  city: 'Stockholm',
  country: 'SE',
  contact: null,
  email: null,
  phone: null,
  kind: 'agency',
  fSkatt: true,
  bankgiro: '1609908',
  plusgiro: null,
  seat: 'Stockholm',
  rounding: true,
  declaresPerformance: false,
};
const booking: BilledBooking = {
  _id: BookingId.parse('665f1c2ab8d4e3f6a7b8c9d0'),
  category: 'Musician',
  skill: 'Drums',
  timeType: 'Hour',
  startTime: new Date('2026-12-31T21:00:00Z'),
  endTime: new Date('2026-12-31T23:30:00Z'),
  rateOre: ore(500_10),
  totalOre: ore(1_250_25),
};
const facts: Facts = {
  bookings: [booking],
  eventName: 'Nyår',
  buyer: { country: 'SE', vatNumber: null },
  company,
  platformSeller: platform,
  extras: [],
};
const performer = { ...profile, kind: 'performer', performanceExemption: {} } as Company['seller'];

describe('the seller of an invoice', () => {
  it('is the crew company when it has all that an invoice must say', () => {
    expect(composeInvoice(facts)).toMatchObject({
      seller: { sellerId: company._id, name: 'Ljudlaget AB' },
      missing: [],
    });
  });

  it.each<[string, Partial<Company>]>([
    ['seller', { seller: null }],
    ['address', { address: null }],
    ['zipCode', { zipCode: null }],
    ['city', { city: null }],
    ['vatNumber', { vatNumber: null }],
    ['seller.bankgiro', { seller: profile && { ...profile, bankgiro: null } }],
  ])('is the platform where the crew company lacks its %s', (field, lack) => {
    const composed = composeInvoice({ ...facts, company: { ...company, ...lack } });
    expect(composed).toMatchObject({ seller: { sellerId: null }, missing: [field] });
  });

  it('is the platform where the crew company is gone, and nobody where there is no platform either', () => {
    expect(composeInvoice({ ...facts, company: null })).toMatchObject({ seller: platform, missing: [] });
    expect(composeInvoice({ ...facts, company: null, platformSeller: null }).seller).toBeNull();
  });

  it('may be paid by plusgiro alone', () => {
    const seller = profile && { ...profile, bankgiro: null, plusgiro: '2865434' };
    expect(composeInvoice({ ...facts, company: { ...company, seller } }).seller?.sellerId).toBe(company._id);
  });

  it('needs no VAT number when all that it sells is exempt', () => {
    const musician = { ...company, vatNumber: null, seller: performer };
    expect(composeInvoice({ ...facts, company: musician })).toMatchObject({
      seller: { sellerId: company._id },
      vatBreakdown: [{ vatCategory: 'E', vatRate: 0, vatOre: 0 }],
    });
    const merch = {
      bookingId: booking._id,
      kind: 'other' as const,
      description: 'Trumskinn',
      quantityHundredths: 100,
      unit: 'C62' as const,
      unitPriceOre: ore(100_00),
      priceBase: 1,
      amountOre: ore(100_00),
    };
    expect(composeInvoice({ ...facts, company: musician, extras: [merch] })).toMatchObject({ missing: ['vatNumber'] });
  });
});

describe('what an invoice says', () => {
  it('is taxed by who sells: the same performance is exempt from the performer and not from the platform', () => {
    const musician = { ...company, seller: performer };
    expect(composeInvoice({ ...facts, company: musician }).vatOre).toBe(0);
    expect(composeInvoice({ ...facts, company: { ...musician, address: null } }).vatOre).toBe(312_56);
  });

  it('is supplied on the day in Stockholm on which the work ends', () => {
    expect(composeInvoice(facts).supplyDate).toBe('2027-01-01');
  });

  it('is rounded to kronor where its seller does so', () => {
    expect(composeInvoice(facts)).toMatchObject({ totalOre: 1_562_81, roundingOre: 0, toPayOre: 1_562_81 });
    expect(composeInvoice({ ...facts, company: null })).toMatchObject({ roundingOre: 19, toPayOre: 1_563_00 });
  });
});
