import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { abroad, aCreditNote, agency, aPaper, organizer, performer } from '../testing/papers.ts';
import type { Paper } from '../domain/paper.ts';
import { drawInvoice } from './draw-invoice.ts';
import { paymentQr } from './payment-qr.ts';

const font = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, `fonts/NotoSans-${name}.ttf`)));
const fonts = { regular: font('Regular'), bold: font('Bold') };

/** Each page as an independent reader finds its words, with single spaces. */
async function pagesOf(paper: Paper): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(await drawInvoice(paper, fonts)));
  return text.map((page) => page.replaceAll(/\s+/g, ' '));
}
const textOf = async (paper: Paper) => (await pagesOf(paper)).join(' ');

describe('an invoice on paper', () => {
  it('says all that ML 17 kap. 24 § asks for, on one page', async () => {
    const pages = await pagesOf(aPaper());
    expect(pages).toHaveLength(1);
    for (const words of [
      'Faktura 2026-000042',
      'Fakturadatum 2026-12-07',
      'Leveransdatum 2026-12-05',
      'Org.nr 556677-8899',
      'Momsreg.nr SE556677889901',
      'Godkänd för F-skatt',
      'Säte: Stockholm',
      'Scengatan 1 114 35 Stockholm',
      'Festivalbolaget i Malmö AB Storgatan 1 211 34 Malmö',
      'Er referens Kultur 4711',
      '4,5 tim 500,00 25 % 2 250,00',
      'Moms 25 % på 2 250,00 562,50',
      'Totalt inkl. moms 2 812,50',
      'Sida 1 (1)',
    ]) {
      expect(pages[0]).toContain(words);
    }
  });

  it('says where, what and until when to pay', async () => {
    const text = await textOf(aPaper());
    expect(text).toContain('Att betala 2 812,50 SEK Oss tillhanda senast 2027-01-06');
    expect(text).toContain('OCR-nummer (anges vid betalning) 202600004222');
    expect(text).toContain('Bankgiro 5402-9681');
    expect(await textOf(aPaper({ seller: performer }))).toContain('Plusgiro 286543-4');
  });

  it('names the law where a performance is exempt, and the reverse charge with the buyer’s VAT number', async () => {
    expect(await textOf(aPaper({ seller: performer }))).toContain('Undantag från skatteplikt enligt 10 kap. 30 § ML');
    const text = await textOf(aPaper({ buyer: abroad }));
    expect(text).toContain('Omvänd betalningsskyldighet');
    expect(text).toContain('Ert momsreg.nr DE123456789');
    expect(text).toContain('Tyskland');
  });

  it('shows each rate with its base, and the öresavrundning', async () => {
    const lines = [
      { price: 1_234.55, quantity: 1 },
      { kind: 'catering' as const, unit: 'C62' as const, quantity: 1, price: 987.65 },
    ];
    const text = await textOf(aPaper({ lines, roundsToKronor: true }));
    expect(text).toContain('Moms 25 % på 1 234,55 308,64');
    expect(text).toContain('Moms 12 % på 987,65 118,52');
    expect(text).toContain('Öresavrundning −0,36');
    expect(text).toContain('Att betala 2 649,00 SEK');
  });

  it('shows minutes at the price of an hour', async () => {
    const lines = [{ unit: 'MIN' as const, quantity: 100, priceBase: 60, price: 512.35 }];
    expect(await textOf(aPaper({ lines }))).toContain('100 min 512,35 per 60 min');
  });

  it('counts its pages where there are many lines, with the payment on the last alone', async () => {
    const pages = await pagesOf(aPaper({ lines: Array.from({ length: 40 }, () => ({})) }));
    expect(pages.length).toBeGreaterThan(1);
    for (const [place, page] of pages.entries()) {
      expect(page).toContain(`Sida ${place + 1} (${pages.length})`);
      expect(page.includes('Oss tillhanda senast')).toBe(place === pages.length - 1);
    }
  });

  it('names what a credit note credits, and asks for no payment', async () => {
    const text = await textOf(aCreditNote());
    expect(text).toContain('Kreditfaktura 2026-000043');
    expect(text).toContain('Krediterar faktura 2026-000042 av den 2026-12-07');
    expect(text).toContain('Att tillgodoräkna, SEK 2 812,50');
    expect(text).not.toContain('Att betala');
    expect(text).not.toContain('Förfallodatum');
  });

  it('carries the letters of European names', async () => {
    const name = 'Åäö Éñç Łódź Žižkov Ελλάδα София';
    expect(await textOf(aPaper({ buyer: { ...organizer, name } }))).toContain(name);
  });

  it('is the same bytes each time, with a title, a language and tags for who listens to it, under 100 KiB', async () => {
    const paper = aPaper({ seller: { ...agency, name: 'Åäö AB' }, lines: Array.from({ length: 40 }, () => ({})) });
    const [bytes, again] = [await drawInvoice(paper, fonts), await drawInvoice(paper, fonts)];
    expect(again).toEqual(bytes);
    expect(bytes.length).toBeLessThan(100 * 1024);
    const raw = new TextDecoder('latin1').decode(bytes);
    expect(raw).toContain('/Lang (sv-SE)');
    expect(raw).toContain('/Marked true');
    const { info } = await getMeta(await getDocumentProxy(bytes));
    expect(info).toMatchObject({ Title: 'Faktura 2026-000042' });
  });
});

describe('the QR code of an invoice', () => {
  it('says what is to be paid as UsingQR does', () => {
    expect(JSON.parse(paymentQr(aPaper()) ?? '')).toEqual({
      uqr: 1,
      tp: 1,
      nme: 'ThenorSound Demo AB',
      cid: '556677-8899',
      iref: '202600004222',
      idt: '20261207',
      ddt: '20270106',
      due: 2812.5,
      cur: 'SEK',
      pt: 'BG',
      acc: '5402-9681',
    });
  });

  it('is on nothing that is not to be paid', () => {
    expect(paymentQr(aCreditNote())).toBeNull();
    expect(paymentQr(aPaper({ lines: [{ price: 0 }] }))).toBeNull();
  });
});
