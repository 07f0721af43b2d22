import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { CustomerId } from '#shared/ids';
import { ACTOR_HEADER, actorToHeader } from '#shared/actor';
import { luhnCheckDigit } from '#shared/luhn';
import { env } from 'cloudflare:workers';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { bgMaxFile } from '../../../test/support/bgmax-file.ts';
import type { InvoiceView } from './invoice.view.ts';
import { ask, aSeller, confirmed } from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;
let bankgiro: string;

beforeAll(async () => {
  const base = String(1_000_000 + Math.floor(Math.random() * 8_999_999));
  bankgiro = `${base}${luhnCheckDigit(base)}`;
  [organizer, seller] = await Promise.all([
    anOrganizer(),
    aSeller({ seller: { kind: 'technical', fSkatt: true, bankgiro, seat: 'Göteborg' } }),
  ]);
});

/** An issued invoice of 1,250 SEK. */
async function anInvoice(): Promise<InvoiceView & { ocr: string }> {
  const [bookingId] = await confirmed(organizer.customerId, seller.customerId, 1, 120);
  const { status, body } = await ask(admin, 'POST', `/api/bookings/${String(bookingId)}/invoice`);
  expect(status).toBe(201);
  return body as unknown as InvoiceView & { ocr: string };
}
const shown = async (id: string) => (await ask(admin, 'GET', `/api/invoices/${id}`)).body as unknown as InvoiceView;

async function upload(file: string | Uint8Array<ArrayBuffer>) {
  const response = await env.INVOICING_HTTP.fetch(
    new Request('http://thenorsound.test/api/payments/bgmax', {
      method: 'POST',
      headers: { [ACTOR_HEADER]: actorToHeader(admin), 'content-type': 'text/plain' },
      body: file,
    }),
  );
  const body: { matched: object[]; unmatched: object[]; duplicates: object[] } = await response.json();
  return { status: response.status, body };
}
let serial = 0;
/** A file of its own deposit. */
const fileOf = (...payments: [string, number][]) => bgMaxFile(bankgiro, payments, { serial: (serial += 1) });
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the bank’s file of payments', () => {
  it('pays the invoices whose references it carries, in full, in part and beyond', async () => {
    const [whole, part, over] = [await anInvoice(), await anInvoice(), await anInvoice()];
    const file = fileOf([whole.ocr, 1250_00], [part.ocr, 1000_00], [over.ocr, 1300_00], ['2026999905', 5_00]);
    const { status, body } = await upload(file);
    expect(status).toBe(200);
    const day = '2026-12-07';
    expect(body).toEqual({
      matched: [
        [whole, 1250, 0],
        [part, 1000, 250],
        [over, 1300, -50],
      ].map(([invoice, amount, leftToPay]) => {
        const { ocr, id, invoiceNumber } = invoice as InvoiceView;
        return { reference: ocr, amount, paidDate: day, invoiceId: id, invoiceNumber, leftToPay };
      }),
      unmatched: [{ reference: '2026999905', amount: 5, paidDate: day, reason: 'no-such-reference' }],
      duplicates: [],
    });
    expect(await shown(whole.id)).toMatchObject({
      status: 'Paid',
      paidAmount: 1250,
      paidDate: day,
      paymentMethod: 'Bankgiro',
    });
    expect(await shown(part.id)).toMatchObject({ status: 'Issued', paidAmount: 1000 });
    expect(await shown(over.id)).toMatchObject({ status: 'Paid', paidAmount: 1300 });
  });

  it('changes nothing when it comes again, or twice at once, in whatever encoding', async () => {
    const invoice = await anInvoice();
    const file = fileOf([invoice.ocr, 500_00], [invoice.ocr, 100_00]);
    const both = await Promise.all([upload(file), upload(latin1(file))]);
    expect(both.map(({ body }) => body.matched.length + body.duplicates.length)).toEqual([2, 2]);
    expect(both.flatMap(({ body }) => body.matched)).toHaveLength(2);
    const after = await shown(invoice.id);
    expect(after).toMatchObject({ paidAmount: 600 });
    const { body } = await upload(file);
    expect([body.matched.length, body.duplicates.length]).toEqual([0, 2]);
    expect(await shown(invoice.id)).toEqual(after);
  });

  it('takes a deduction off what was paid with it, and never below nothing or from a Paid invoice', async () => {
    const [netted, unpaid, paid] = [await anInvoice(), await anInvoice(), await anInvoice()];
    await upload(fileOf([paid.ocr, 1250_00]));
    const { body } = await upload(
      fileOf([netted.ocr, 1250_00], [netted.ocr, -250_00], [unpaid.ocr, -1_00], [paid.ocr, -1_00], ['', 2_00]),
    );
    expect(body.matched).toMatchObject([{ leftToPay: 250 }, { leftToPay: 250 }]);
    expect(body.unmatched).toMatchObject([
      { reason: 'no-such-reference' },
      { reason: 'deduction-beyond-payments' },
      { reason: 'deduction-beyond-payments' },
    ]);
    expect(await shown(netted.id)).toMatchObject({ status: 'Issued', paidAmount: 1000 });
    expect(await shown(unpaid.id)).toMatchObject({ paidAmount: 0 });
    expect(await shown(paid.id)).toMatchObject({ status: 'Paid', paidAmount: 1250 });
  });

  it('leaves a payment for an invoice that was credited in full to a person', async () => {
    const invoice = await anInvoice();
    await ask(admin, 'POST', `/api/invoices/${invoice.id}/credit`, { reason: 'Fel' });
    const { body } = await upload(fileOf([invoice.ocr, 1250_00]));
    expect(body).toMatchObject({ matched: [], unmatched: [{ reason: 'invoice-cancelled' }] });
    expect(await shown(invoice.id)).toMatchObject({ status: 'Cancelled', paidAmount: 0 });
  });

  it('is refused whole when it is cut off, miscounts, or is for somebody else’s bankgiro', async () => {
    const invoice = await anInvoice();
    const good = fileOf([invoice.ocr, 1250_00]);
    const other = bgMaxFile('9912346', [['133', 1_00]], { serial: 1 });
    const rows = good.split('\r\n');
    const bad = [
      good.slice(0, good.length / 2),
      rows.slice(0, -2).join('\r\n'),
      good.replace(`${'1'.padStart(8, '0')}1`, `${'2'.padStart(8, '0')}1`),
      other,
      // A good deposit before it does not count either.
      [...rows.slice(0, -2), ...other.split('\r\n').slice(1, -2), `7000000002${'0'.repeat(16)}00000002`].join('\r\n'),
      '',
      '\u0000ÿ',
    ];
    for (const file of bad) {
      const { status, body } = await upload(file);
      expect(status).toBe(400);
      expect(JSON.stringify(body)).not.toContain('9912346');
    }
    expect(await shown(invoice.id)).toMatchObject({ status: 'Issued', paidAmount: 0 });
  });

  it('is a text, not JSON', async () => {
    expect((await ask(admin, 'POST', '/api/payments/bgmax', {})).status).toBe(415);
  });
});
