import { beforeAll, describe, expect, it } from 'vitest';
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
  'words that XML must escape': aPaper({
    lines: [{ description: 'Rock & Roll <live> "på" \u0007 Åäö 🎸' }],
    buyer: { ...organizer, name: 'Håll & Håll "Sommar" AB' },
  }),
  'nothing to pay': aPaper({ lines: [{ price: 0 }] }),
};

describe.runIf(runs)('the official rules of Peppol BIS Billing 3 (May 2026)', () => {
  let found: Awaited<ReturnType<typeof officialFindings>>;
  beforeAll(async () => {
    found = await officialFindings(
      Object.fromEntries(Object.entries(documents).map(([name, paper]) => [name, ublOf(paper)])),
    );
  }, 600_000);

  it.each(Object.keys(documents))('have nothing to say about %s', (name) => {
    expect(found[name]).toEqual([]);
  });
});
