import { newId } from '#shared/ids';
import { ore } from '#shared/money';
import { amountOf } from '../domain/line.ts';
import { invoiceNumber, invoiceOcr } from '../domain/numbering.ts';
import type { Paper, PaperLine } from '../domain/paper.ts';
import type { SupplyKind } from '../domain/supply.ts';
import { totalsOf } from '../domain/totals.ts';
import { vatTreatmentOf } from '../domain/vat.ts';

export const agency: Paper['seller'] = {
  name: 'ThenorSound Demo AB',
  orgNumber: '5566778899',
  vatNumber: 'SE556677889901',
  address: 'Scengatan 1',
  zipCode: '11435',
  city: 'Stockholm',
  country: 'SE',
  contact: null,
  email: 'faktura@thenorsound.example',
  phone: '08-123 45 67',
  kind: 'agency',
  fSkatt: true,
  bankgiro: '54029681',
  plusgiro: null,
  seat: 'Stockholm',
};

/** A musician without VAT number, paid by Plusgiro, exempt under 10 kap. 30 § ML. */
export const performer: Paper['seller'] = {
  ...agency,
  name: 'Kim Trumslagare',
  orgNumber: '8112189876',
  vatNumber: null,
  email: null,
  phone: null,
  kind: 'performer',
  bankgiro: null,
  plusgiro: '2865434',
  seat: null,
};

export const organizer: Paper['buyer'] = {
  name: 'Festivalbolaget i Malmö AB',
  orgNumber: '5560360793',
  vatNumber: 'SE556036079301',
  address: 'Storgatan 1',
  zipCode: '21134',
  city: 'Malmö',
  country: 'SE',
  contact: 'Olle Öberg',
  invoiceReference: 'Kultur 4711',
  peppolId: null,
};

/** A business in another EU state: reverse charge. */
export const abroad: Paper['buyer'] = {
  ...organizer,
  name: 'Königliche Bühne GmbH',
  vatNumber: 'DE123456789',
  address: 'Straße des 17. Juni 1',
  zipCode: '10623',
  city: 'Berlin',
  country: 'DE',
  peppolId: '9930:DE123456789',
};

/** One line as a test names it; its VAT is what the decision table says of `kind`. */
export interface Wished extends Partial<Pick<PaperLine, 'description' | 'unit' | 'priceBase' | 'bookingId'>> {
  kind?: SupplyKind;
  /** Hours and so on, at most two decimals. */
  quantity?: number;
  /** SEK. */
  price?: number;
  category?: string;
}

/** The papers of an issued invoice of 2026-12-07, reckoned by the rules that reckon real ones. */
export function aPaper({
  lines = [{}],
  seller = agency,
  buyer = organizer,
  roundsToKronor = false,
  ...change
}: Partial<Omit<Paper, 'lines'>> & { lines?: readonly Wished[]; roundsToKronor?: boolean } = {}): Paper {
  const number = invoiceNumber(2026, 42);
  const written = lines.map((line) => lineOf(line, seller, buyer));
  return {
    type: 'Invoice',
    number,
    ocr: invoiceOcr(0, number),
    issuedDate: '2026-12-07',
    dueDate: '2027-01-06',
    supplyDate: '2026-12-05',
    seller,
    buyer,
    lines: written,
    ...totalsOf(written, roundsToKronor),
    credits: null,
    ...change,
  };
}

/** The papers of a credit note: positive amounts, no due day, a reference to the original. */
export const aCreditNote = (given: Parameters<typeof aPaper>[0] = {}): Paper =>
  aPaper({
    type: 'CreditNote',
    number: invoiceNumber(2026, 43),
    ocr: null,
    dueDate: null,
    issuedDate: '2026-12-20',
    credits: { number: invoiceNumber(2026, 42), issuedDate: '2026-12-07' },
    ...given,
  });

function lineOf(wished: Wished, seller: Paper['seller'], buyer: Paper['buyer']): PaperLine {
  const priced = {
    quantityHundredths: Math.round((wished.quantity ?? 4.5) * 100),
    unit: wished.unit ?? 'HUR',
    unitPriceOre: ore(Math.round((wished.price ?? 500) * 100)),
    priceBase: wished.priceBase ?? 1,
  };
  return {
    bookingId: wished.bookingId === undefined ? newId() : wished.bookingId,
    description: wished.description ?? 'Drums (Musician), Sommarscenen, 2026-12-05 18:00–22:30',
    ...priced,
    amountOre: amountOf(priced),
    ...vatTreatmentOf({
      kind: wished.kind ?? 'booking',
      skillCategory: wished.category ?? 'Musician',
      seller: { kind: seller.kind, declaresPerformance: seller.kind === 'performer' },
      buyer,
      date: '2026-12-05',
    }),
  };
}
