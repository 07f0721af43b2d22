import { describe, expect, it } from 'vitest';
import { BookingId, CustomerId } from '#shared/ids';
import { ore } from '#shared/money';
import { composeInvoice, narrowedTo, type Facts } from './contents.ts';
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

describe('an invoice of several bookings', () => {
  const exempt = { ...profile, kind: 'performer' as const, performanceExemption: {} };
  const musician = { ...company, seller: exempt } as Company;
  const lamps: BilledBooking = {
    ...booking,
    _id: BookingId.parse('665f1c2ab8d4e3f6a7b8c9d2'),
    category: 'Technician',
    skill: 'Lighting',
    endTime: new Date('2026-12-30T20:00:00Z'),
  };
  const travel = (bookingId: BookingId | null) => ({
    bookingId,
    kind: 'travel' as const,
    description: 'Resa',
    quantityHundredths: 100,
    unit: 'C62' as const,
    unitPriceOre: ore(100_00),
    priceBase: 1,
    amountOre: ore(100_00),
  });

  it('charges each booking, and what accompanies it, by its own kind', () => {
    const extras = [travel(lamps._id), travel(booking._id)];
    const { lines, vatBreakdown } = composeInvoice({ ...facts, company: musician, bookings: [booking, lamps], extras });
    expect(lines.map(({ bookingId, vatCategory }) => [bookingId, vatCategory])).toEqual([
      [booking._id, 'E'],
      [booking._id, 'E'],
      [lamps._id, 'S'],
      [lamps._id, 'S'],
    ]);
    expect(vatBreakdown.map(({ vatCategory, vatRate }) => [vatCategory, vatRate])).toEqual([
      ['S', 25],
      ['E', 0],
    ]);
  });

  it('exempts what accompanies all of them only where all of them are exempt', () => {
    const shared = (bookings: Facts['bookings']) =>
      composeInvoice({ ...facts, company: musician, bookings, extras: [travel(null)] }).lines.at(-1);
    expect(shared([booking])).toMatchObject({ bookingId: null, vatCategory: 'E' });
    expect(shared([booking, lamps])).toMatchObject({ vatCategory: 'S', vatRate: 25 });
    expect(shared([lamps, booking])).toMatchObject({ vatCategory: 'S', vatRate: 25 });
  });

  it('is supplied on the day on which the last of them ends', () => {
    expect(composeInvoice({ ...facts, bookings: [booking, lamps] }).supplyDate).toBe('2027-01-01');
    expect(composeInvoice({ ...facts, bookings: [lamps, { ...lamps }] }).supplyDate).toBe('2026-12-30');
  });

  it('that cannot have all of them is what it would be with the others alone', () => {
    const bookings: Facts['bookings'] = [booking, lamps];
    const extras = [travel(lamps._id), travel(null)];
    const both = composeInvoice({ ...facts, bookings, extras, company: null });
    const days = [
      { bookingId: booking._id, supplyDate: '2027-01-01' },
      { bookingId: lamps._id, supplyDate: '2026-12-30' },
    ];
    const among = { lines: both.lines, bookings: days, roundsToKronor: true };
    const { lines, vatBreakdown, amountOre, vatOre, totalOre, roundingOre, toPayOre } = composeInvoice({
      ...facts,
      bookings: [lamps],
      extras,
      company: null,
    });
    expect(narrowedTo(new Set([lamps._id]), among)).toEqual({
      bookingId: lamps._id,
      supplyDate: '2026-12-30',
      lines,
      vatBreakdown,
      amountOre,
      vatOre,
      totalOre,
      roundingOre,
      toPayOre,
    });
    expect(narrowedTo(new Set([lamps._id, booking._id]), among)).toMatchObject({
      bookingId: null,
      toPayOre: both.toPayOre,
    });
    expect(narrowedTo(new Set(), among)).toBeNull();
  });
});
