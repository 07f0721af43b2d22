import { env } from 'cloudflare:workers';
import { XMLParser } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { InvoiceId, newId, type CustomerId } from '#shared/ids';
import { traceFrom } from '#shared/trace';
import { eventually } from '../../../test/support/eventually.ts';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import type { InvoicingForColleagues } from './for-colleagues.ts';
import { ask, aSeller, confirmed, download, shownInvoice } from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;

beforeAll(async () => {
  [organizer, seller] = await Promise.all([anOrganizer(), aSeller()]);
});

async function anIssuedInvoice(): Promise<{ id: string; number: string }> {
  const [bookingId] = await confirmed(organizer.customerId, seller.customerId, 1, 100);
  const { status, body } = await ask(admin, 'POST', `/api/bookings/${String(bookingId)}/invoice`);
  expect(status).toBe(201);
  return { id: String(body['id']), number: String(body['invoiceNumber']) };
}

/** A Draft comes through the queue. */
async function aDraft(): Promise<string> {
  const [bookingId] = await confirmed(organizer.customerId, seller.customerId);
  if (!bookingId) throw new Error('there is no booking');
  return eventually(async () => {
    const draft = await shownInvoice(organizer.manager, bookingId);
    if (!draft) throw new Error('there is no draft yet');
    return draft.id;
  });
}

const papers = [
  ['pdf', 'application/pdf', 'pdf'],
  ['ubl', 'application/xml; charset=utf-8', 'xml'],
] as const;

describe.each(papers)('the %s of an invoice', (paper, type, ending) => {
  it('is a file with its number as name, the same bytes each time, and a version to ask with', async () => {
    const { id, number } = await anIssuedInvoice();
    const path = `/api/invoices/${id}/${paper}`;
    const first = await download(organizer.manager, path);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe(type);
    expect(first.headers.get('content-disposition')).toContain(`filename="${number}.${ending}"`);
    const etag = first.headers.get('etag') ?? '';
    const [bytes, again] = await Promise.all([
      first.bytes(),
      download(organizer.manager, path).then((same) => same.bytes()),
    ]);
    expect(again).toEqual(bytes);
    expect((await download(organizer.manager, path, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is for the buyer, the seller and administrators; anybody else’s is unknown', async () => {
    const { id } = await anIssuedInvoice();
    const statuses = async (path: string, ...actors: SignedIn[]) =>
      Promise.all(actors.map(async (actor) => (await download(actor, path)).status));
    const path = `/api/invoices/${id}/${paper}`;
    expect(await statuses(path, admin, organizer.manager, seller.manager)).toEqual([200, 200, 200]);
    expect(await statuses(path, actorOf('organizer'), actorOf('crewCompany'), actorOf('crew'))).toEqual([
      404, 404, 403,
    ]);
    expect(await statuses(`/api/invoices/${newId()}/${paper}`, admin)).toEqual([404]);
    expect(await statuses(`/api/invoices/42/${paper}`, admin)).toEqual([400]);
  });

  it('does not exist of a Draft: 409', async () => {
    expect((await download(organizer.manager, `/api/invoices/${await aDraft()}/${paper}`)).status).toBe(409);
  });
});

describe('the UBL of an invoice', () => {
  it('says what the invoice says', async () => {
    const { id, number } = await anIssuedInvoice();
    const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });
    const { Invoice } = parser.parse(await (await download(admin, `/api/invoices/${id}/ubl`)).text()) as {
      Invoice: Record<string, unknown>;
    };
    expect(Invoice).toMatchObject({
      ID: number,
      InvoiceTypeCode: '380',
      LegalMonetaryTotal: { LineExtensionAmount: '833.33', TaxInclusiveAmount: '1041.66', PayableAmount: '1041.66' },
      InvoiceLine: { InvoicedQuantity: '100', Price: { PriceAmount: '500.00', BaseQuantity: '60' } },
    });
  });
});

describe('the preflight of an invoice', () => {
  it('finds in a Draft what keeps it from being complete, while it can still be mended', async () => {
    const { status, body } = await ask(organizer.manager, 'GET', `/api/invoices/${await aDraft()}/preflight`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ready: false });
    expect(body['findings']).toContainEqual({
      rule: 'ML-17-24-6',
      field: 'buyer.address',
      message: 'The buyer needs an address',
      severity: 'fatal',
    });
  });
});

describe('an invoice for the mail to its buyer', () => {
  const { INVOICING } = env as unknown as { INVOICING: Service<InvoicingForColleagues> };

  it('comes over RPC with the very PDF that a download gives', async () => {
    const { id, number } = await anIssuedInvoice();
    const reply = await INVOICING.invoiceForMail(traceFrom(null).traceparent, InvoiceId.parse(id));
    const bytes = await (await download(admin, `/api/invoices/${id}/pdf`)).bytes();
    expect(reply).toMatchObject({
      ok: true,
      value: { type: 'Invoice', number, sellerName: 'Ljudlaget AB', buyerEmail: null, pdf: bytes },
    });
  });

  it('is null for an unknown one, and a conflict for a Draft', async () => {
    const traceparent = traceFrom(null).traceparent;
    expect(await INVOICING.invoiceForMail(traceparent, newId())).toMatchObject({ ok: true, value: null });
    const draft = InvoiceId.parse(await aDraft());
    expect(await INVOICING.invoiceForMail(traceparent, draft)).toMatchObject({ ok: false });
  });
});
