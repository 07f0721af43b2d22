import { beforeAll, describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import type { Paper, PaperLine } from '../workers/domains/invoicing/domain/paper.ts';
import { preflightOf } from '../workers/domains/invoicing/domain/preflight.ts';
import { ublOf } from '../workers/domains/invoicing/ubl/ubl-of.ts';
import {
  abroad,
  aCreditNote,
  agency,
  aPaper,
  organizer,
  performer,
} from '../workers/domains/invoicing/testing/papers.ts';
import { canValidate, officialFindings } from './peppol/official-rules.ts';

const inCi = process.env['CI'] === 'true';
const runs = inCi || canValidate();
if (!runs) console.log('The official Peppol rules are not run: that needs a JDK (17 or newer) and Maven.');

const technician = { category: 'Technician', description: 'Ljud (Technician), Sommarscenen' };
const catering = { kind: 'catering' as const, unit: 'C62' as const, quantity: 12, price: 129.5, bookingId: null };
const tickets = { kind: 'admission' as const, unit: 'EA' as const, quantity: 40, price: 188.68, bookingId: null };
const mixed = [technician, catering, tickets];

/** What invoices and credit notes of this system look like, one of each kind. */
const documents = {
  '25 percent': aPaper(),
  '12 percent': aPaper({ lines: [catering], buyer: organizer }),
  '6 percent': aPaper({ lines: [tickets] }),
  'mixed rates': aPaper({ lines: mixed }),
  'mixed rates, credited': aCreditNote({ lines: mixed }),
  'exempt performer without VAT number, by Plusgiro': aPaper({ seller: performer }),
  'exempt performer with VAT number': aPaper({ seller: { ...performer, vatNumber: 'SE811218987601' } }),
  'exempt performer who travels, and sells a record': aPaper({
    seller: { ...performer, vatNumber: 'SE811218987601' },
    lines: [
      {},
      { kind: 'travel', unit: 'KMT', quantity: 612, price: 2.5 },
      { kind: 'other', unit: 'C62', quantity: 1 },
    ],
  }),
  'exempt performer, credited': aCreditNote({ seller: performer }),
  'reverse charge': aPaper({ buyer: abroad }),
  'reverse charge, credited in part': aCreditNote({ buyer: abroad, lines: [{ quantity: 1 }] }),
  'three lines whose VAT rounds as a sum': aPaper({
    lines: [1, 2, 3].map(() => ({ unit: 'C62' as const, quantity: 1, price: 33.33 })),
  }),
  'öresavrundning up': aPaper({ lines: [{ quantity: 1.1, price: 512.35 }], roundsToKronor: true }),
  'öresavrundning down': aPaper({ lines: [{ quantity: 1, price: 100.15 }], roundsToKronor: true }),
  'öresavrundning, credited': aCreditNote({ lines: [{ quantity: 1.1, price: 512.35 }], roundsToKronor: true }),
  'minutes at the price of an hour': aPaper({ lines: [{ unit: 'MIN', quantity: 100, priceBase: 60, price: 512.35 }] }),
  'minutes, credited': aCreditNote({ lines: [{ unit: 'MIN', quantity: 100, priceBase: 60, price: 512.35 }] }),
  days: aPaper({ lines: [{ unit: 'DAY', quantity: 3, price: 4_200 }] }),
  'partial credit': aCreditNote({ lines: [{ unit: 'C62', quantity: 1, price: 500.5 }] }),
  'F-skatt without VAT number': aPaper({ seller: { ...performer, bankgiro: '54029681', plusgiro: null } }),
  'a seller without F-skatt': aPaper({ seller: { ...agency, fSkatt: false } }),
  'Bankgiro and Plusgiro': aPaper({ seller: { ...agency, plusgiro: '2865434' } }),
  'a buyer with a Peppol id of its own': aPaper({ buyer: { ...organizer, peppolId: '0088:7300010000001' } }),
  'a buyer without reference, contact and address': aPaper({
    buyer: {
      ...organizer,
      invoiceReference: null,
      contact: null,
      address: null,
      zipCode: null,
      city: null,
      vatNumber: null,
    },
  }),
  'a whole event of forty bookings': aPaper({
    lines: Array.from({ length: 40 }, (_, place) => ({ ...technician, quantity: 1 + place / 4 })),
  }),
  'several bookings of one event, and what accompanies them all': aPaper({
    lines: [technician, {}, { kind: 'travel', unit: 'KMT', quantity: 612, price: 2.5, bookingId: null }],
    seller: { ...performer, vatNumber: 'SE811218987601' },
  }),
  'words that XML must escape': aPaper({
    lines: [{ description: 'Rock & Roll <live> "på" \u0007 Åäö 🎸' }],
    buyer: { ...organizer, name: 'Håll & Håll "Sommar" AB' },
  }),
  'nothing to pay': aPaper({ lines: [{ price: 0 }] }),
};

/** What could go wrong, one way each: a Draft is checked before it is issued, and may hold any of it. */
const broken: Readonly<Record<string, Paper>> = {
  'no reference and no booking': aPaper({
    buyer: { ...organizer, invoiceReference: null, contact: null },
    lines: [{ bookingId: null }],
  }),
  'a buyer without name': aPaper({ buyer: { ...organizer, name: ' ' } }),
  'a buyer with a wrong organization number': aPaper({ buyer: { ...organizer, orgNumber: '5560360794' } }),
  'a buyer whose organization number has a hyphen': aPaper({ buyer: { ...organizer, orgNumber: '556036-0793' } }),
  'a Peppol id with a hyphen': aPaper({ buyer: { ...organizer, peppolId: '0007:556036-0793' } }),
  'a Peppol id of an unknown scheme': aPaper({ buyer: { ...organizer, peppolId: '1234:5560360793' } }),
  'a GLN with a wrong check digit': aPaper({ buyer: { ...organizer, peppolId: '0088:7300010000002' } }),
  'a buyer’s VAT number without country': aPaper({ buyer: { ...organizer, vatNumber: '556036079301' } }),
  'a buyer in no country': aPaper({ buyer: { ...organizer, country: 'XX' } }),
  'a seller without name': aPaper({ seller: { ...agency, name: '' } }),
  'a seller without VAT number and F-skatt': aPaper({ seller: { ...agency, vatNumber: null, fSkatt: false } }),
  'a seller whose VAT number is short': aPaper({ seller: { ...agency, vatNumber: 'SE5566778899' } }),
  'a seller whose VAT number has letters': aPaper({ seller: { ...agency, vatNumber: 'SE55667788990A' } }),
  'a seller whose organization number is short': aPaper({ seller: { ...agency, orgNumber: '556677889' } }),
  'a seller whose organization number is wrong': aPaper({ seller: { ...agency, orgNumber: '5566778898' } }),
  'a seller whose organization number has letters': aPaper({ seller: { ...agency, orgNumber: '55667788A9' } }),
  'an exempt seller without any tax number': aPaper({ seller: { ...performer, fSkatt: false } }),
  'a reverse charge without VAT number and F-skatt of the seller': aPaper({
    seller: { ...agency, vatNumber: null, fSkatt: false },
    buyer: abroad,
  }),
  'an exemption without reason': withLine(aPaper({ seller: performer }), { exemptionReason: null }),
  'an exempt line with a rate': withLine(aPaper({ seller: performer }), { vatRate: 25 }),
  'a rate that Sweden has not': withLine(aPaper(), { vatRate: 20 }),
  'a taxed line without rate': withLine(aPaper(), { vatRate: 0 }),
  'a line without words': aPaper({ lines: [{ description: ' ' }] }),
  'a line whose amount is not quantity times price': withLine(aPaper(), { amountOre: ore(999_00) }),
  'a negative price': withLine(aPaper(), { unitPriceOre: ore(-500_00), amountOre: ore(-2_250_00) }),
  'no lines': { ...aPaper(), lines: [] },
  'a net that is not the sum of lines': { ...aPaper(), amountOre: ore(1) },
  'a total that is not net and VAT': { ...aPaper(), totalOre: ore(1) },
  'an amount to pay that is not the total': { ...aPaper(), toPayOre: ore(1) },
  'VAT that is not base times rate': { ...aPaper(), vatBreakdown: [{ ...partOf(aPaper()), vatOre: ore(1) }] },
  'VAT that is not the sum of its parts': { ...aPaper(), vatOre: ore(1) },
  'VAT on what is exempt': {
    ...aPaper({ seller: performer }),
    vatBreakdown: [{ ...partOf(aPaper({ seller: performer })), vatOre: ore(1) }],
  },
  'a rate that is missing from the sums': { ...aPaper(), vatBreakdown: [] },
  'a day that is none': aPaper({ issuedDate: '2026-02-30' }),
  'no number': aPaper({ number: ' ' }),
};

function withLine(paper: Paper, change: Partial<PaperLine>): Paper {
  return { ...paper, lines: paper.lines.map((line) => ({ ...line, ...change })) };
}

function partOf({ vatBreakdown: [part] }: Paper): Paper['vatBreakdown'][number] {
  if (!part) throw new Error('there is no VAT');
  return part;
}

describe.runIf(runs)('the official rules of Peppol BIS Billing 3 (May 2026)', () => {
  let found: Awaited<ReturnType<typeof officialFindings>>;
  beforeAll(async () => {
    const all = Object.entries({ ...documents, ...broken });
    found = await officialFindings(Object.fromEntries(all.map(([name, paper]) => [name, ublOf(paper)])));
  }, 600_000);

  it.each(Object.keys(documents))('have nothing to say about %s', (name) => {
    expect(found[name]).toEqual([]);
  });

  it.each(Object.keys(broken))('find nothing fatal in %s that preflight has not found', (name) => {
    const official = (found[name] ?? []).filter(({ severity }) => severity === 'fatal');
    expect(official, 'it is not broken').not.toEqual([]);
    const paper = broken[name];
    const fatal = paper ? preflightOf(paper).filter(({ severity }) => severity === 'fatal') : [];
    expect(fatal).not.toEqual([]);
    // What the schema refuses comes before every rule and has no name of its own.
    const named = official.map(({ rule }) => rule).filter((rule) => rule !== 'XSD');
    expect(fatal.map(({ rule }) => rule)).toEqual(expect.arrayContaining(named));
  });
});

describe('preflight', () => {
  it.each(Object.keys(documents).filter((name) => !name.includes('without reference')))('lets %s pass', (name) => {
    const paper = documents[name as keyof typeof documents];
    expect(preflightOf(paper).filter(({ severity }) => severity === 'fatal')).toEqual([]);
  });
});
