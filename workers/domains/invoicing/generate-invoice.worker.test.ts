import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { newId, type CustomerId, type InvoiceId } from '#shared/ids';
import { addDays, dayOf } from '#shared/instant';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { generateInvoice } from './commands/generate-invoice.ts';
import { ask, aSeller, cancel, confirmed, depsWith, requested } from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;
let unfinished: Company;

beforeAll(async () => {
  [organizer, seller, unfinished] = await Promise.all([anOrganizer(), aSeller(), aCrewCompany()]);
});

const one = async (company = seller) => {
  const [id] = await confirmed(organizer.customerId, company.customerId, 1, 90);
  return `/api/bookings/${String(id)}/invoice`;
};

describe('generating an invoice', () => {
  it('answers 201 with the issued invoice as the contract shapes it, its address and its version', async () => {
    const path = await one();
    const { status, body, headers } = await ask(seller.manager, 'POST', path, {
      extraLines: [{ description: 'Milersättning', quantity: 12.5, unit: 'km', unitPrice: 2.5, kind: 'travel' }],
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/invoices/${String(body['id'])}`);
    expect(headers.get('etag')).toMatch(/^"\d+"$/);
    const today = dayOf(new Date());
    const bookingId = path.split('/')[3];
    const vat = { vatRate: 25, vatCategory: 'S', exemptionReason: null };
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      type: 'Invoice',
      bookingId,
      customerId: organizer.customerId,
      invoiceNumber: expect.stringMatching(/^\d{4}-\d{6}$/),
      ocr: expect.stringMatching(/^\d{13,25}$/),
      status: 'Issued',
      seller: {
        name: 'Ljudlaget AB',
        orgNumber: expect.stringMatching(/^\d{6}-\d{4}$/),
        vatNumber: expect.stringMatching(/^SE\d{12}$/),
        address: 'Ljudgatan 2',
        zipCode: '411 01',
        city: 'Göteborg',
        country: 'SE',
        contact: null,
        email: null,
        phone: null,
        kind: 'technical',
        fSkatt: true,
        bankgiro: '5402-9681',
        plusgiro: null,
        seat: 'Göteborg',
      },
      buyer: {
        name: 'Festivalbolaget AB',
        orgNumber: expect.stringMatching(/^\d{6}-\d{4}$/),
        vatNumber: null,
        address: null,
        zipCode: null,
        city: null,
        country: 'SE',
        contact: null,
        invoiceReference: null,
        peppolId: null,
      },
      lines: [
        {
          bookingId,
          description: expect.stringMatching(/^Drums \(Musician\), Sommarscenen, \d{4}-\d\d-\d\d \d\d:00–\d\d:30$/),
          quantity: 1.5,
          unit: 'HUR',
          unitPrice: 500,
          amount: 750,
          ...vat,
        },
        { bookingId, description: 'Milersättning', quantity: 12.5, unit: 'KMT', unitPrice: 2.5, amount: 31.25, ...vat },
      ],
      vatBreakdown: [{ vatCategory: 'S', vatRate: 25, amount: 781.25, vatAmount: 195.31 }],
      amount: 781.25,
      vatAmount: 195.31,
      totalAmount: 976.56,
      rounding: 0,
      amountToPay: 976.56,
      currency: 'SEK',
      supplyDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      issuedDate: today,
      dueDate: addDays(today, 30),
      paidDate: null,
      paidAmount: 0,
      paymentMethod: null,
      creditsInvoiceId: null,
      creditedBy: [],
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const read = await ask(organizer.manager, 'GET', `/api/invoices/${String(body['id'])}`);
    expect(read.status).toBe(200);
    expect(read.body).toEqual(body);
    expect(read.headers.get('etag')).toBe(headers.get('etag'));
  });

  it('needs no body', async () => {
    expect((await ask(admin, 'POST', await one())).status).toBe(201);
  });

  it('has the platform sell for a crew company that cannot, with its VAT and without a serial in the OCR', async () => {
    const { status, body } = await ask(admin, 'POST', await one(unfinished));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      seller: { name: 'ThenorSound Demo AB', kind: 'agency' },
      amount: 750,
      vatAmount: 187.5,
    });
    const digits = String(body['invoiceNumber']).replace('-', '');
    expect(body['ocr']).toMatch(new RegExp(`^${digits}2\\d$`));
  });

  it('charges no VAT on what a performer has declared to perform', async () => {
    const performer = await aSeller({
      vatNumber: null,
      seller: { kind: 'performer', fSkatt: true, plusgiro: '286543-4', performanceExemption: true },
    });
    const { body } = await ask(performer.manager, 'POST', await one(performer));
    expect(body).toMatchObject({
      lines: [{ vatCategory: 'E', vatRate: 0, exemptionReason: 'Undantag från skatteplikt enligt 10 kap. 30 § ML' }],
      amount: 750,
      vatAmount: 0,
      totalAmount: 750,
    });
  });

  it('names every bad field at once', async () => {
    const { status, body } = await ask(admin, 'POST', await one(), {
      extraLines: [
        { description: ' ', quantity: 0, unit: 'furlong', unitPrice: 0.001, kind: 'bribe', vatRate: 0 },
        { description: 'Hotell', quantity: 1.001, unit: 'C62', unitPrice: -1, kind: 'hotel' },
        {},
      ],
      discount: 5,
    });
    expect(status).toBe(400);
    expect(body.error.details.map(({ field }) => field).toSorted()).toEqual(
      [
        'discount',
        'extraLines[0].description',
        'extraLines[0].kind',
        'extraLines[0].quantity',
        'extraLines[0].unit',
        'extraLines[0].unitPrice',
        'extraLines[0].vatRate',
        'extraLines[1].quantity',
        'extraLines[1].unitPrice',
        'extraLines[2].description',
        'extraLines[2].kind',
        'extraLines[2].quantity',
        'extraLines[2].unit',
        'extraLines[2].unitPrice',
      ].toSorted(),
    );
  });

  it('refuses a malformed booking id with 400 and an unknown one with 404', async () => {
    expect((await ask(admin, 'POST', '/api/bookings/42/invoice')).status).toBe(400);
    expect((await ask(admin, 'POST', `/api/bookings/${newId()}/invoice`)).status).toBe(404);
  });

  it('refuses with 409 an invoice above 4,000 SEK to a buyer without an address, naming what the buyer lacks', async () => {
    const travel = { description: 'Lastbil', quantity: 1, unit: 'st', unitPrice: 5_000, kind: 'travel' };
    const path = await one();
    const { status, body } = await ask(seller.manager, 'POST', path, { extraLines: [travel] });
    expect([status, body.error.message]).toEqual([
      409,
      'The invoice cannot be issued until the buyer has: address, zipCode, city',
    ]);
    expect((await ask(seller.manager, 'POST', path)).status).toBe(201);
  });

  it('refuses what is issued already with 409, and leaves it as it is', async () => {
    const path = await one();
    const { body: first } = await ask(admin, 'POST', path);
    const { status, body } = await ask(seller.manager, 'POST', path);
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
    expect(body.error.message).toContain(first['invoiceNumber']);
  });

  it('refuses a booking that is not confirmed, or is cancelled, with 409', async () => {
    const [open, dropped] = await requested(organizer.customerId, seller.customerId, 2);
    expect((await ask(admin, 'POST', `/api/bookings/${String(open)}/invoice`)).status).toBe(409);
    if (dropped) await cancel(dropped);
    expect((await ask(admin, 'POST', `/api/bookings/${String(dropped)}/invoice`)).status).toBe(409);
  });

  it('is not for buyers, crew or strangers, and another company’s booking is unknown to a crew company', async () => {
    const path = await one();
    expect((await ask(organizer.manager, 'POST', path)).status).toBe(403);
    expect((await ask(actorOf('crew'), 'POST', path)).status).toBe(403);
    expect((await ask({ kind: 'anonymous' }, 'POST', path)).status).toBe(401);
    expect((await ask(actorOf('crewCompany'), 'POST', path)).status).toBe(404);
  });

  it('tells a crew company that does not sell its own booking what is missing', async () => {
    const { status, body } = await ask(unfinished.manager, 'POST', await one(unfinished));
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
    expect(body.error.message).toContain('until it has: seller');
  });

  it('gives the same invoice to the same idempotent request, run again after its answer was lost', async () => {
    const path = await one();
    const key = { [NEW_ID_HEADER]: newId<InvoiceId>() };
    const first = await ask(admin, 'POST', path, {}, key);
    const again = await ask(admin, 'POST', path, {}, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
  });

  it('is refused in production where nobody can sell', async () => {
    const deps = depsWith({ env: { ENVIRONMENT: 'production' } });
    const [bookingId] = await confirmed(organizer.customerId, unfinished.customerId);
    if (!bookingId) throw new Error('there is no booking');
    await expect(
      generateInvoice({ bookingId, extraLines: [], requestId: null, actor: admin }, deps, deps.call),
    ).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('PLATFORM_SELLER') });
  });
});

describe('reading invoices', () => {
  it('is for the buyer, the seller and administrators; anybody else’s is unknown', async () => {
    const { body } = await ask(admin, 'POST', await one());
    const path = `/api/invoices/${String(body['id'])}`;
    const statuses = async (...actors: SignedIn[]) =>
      Promise.all(actors.map(async (actor) => (await ask(actor, 'GET', path)).status));
    expect(await statuses(admin, organizer.manager, seller.manager)).toEqual([200, 200, 200]);
    expect(await statuses(actorOf('organizer'), actorOf('crewCompany'))).toEqual([404, 404]);
    expect(await statuses(actorOf('crew'), actorOf('unlinked'))).toEqual([403, 403]);
    expect((await ask(admin, 'GET', `/api/invoices/${newId()}`)).status).toBe(404);
    expect((await ask(admin, 'GET', '/api/invoices/42')).status).toBe(400);
  });

  it('answers 304 to a client that has the invoice as it is', async () => {
    const { body, headers } = await ask(admin, 'POST', await one());
    const condition = { 'if-none-match': headers.get('etag') ?? '' };
    expect((await ask(admin, 'GET', `/api/invoices/${String(body['id'])}`, undefined, condition)).status).toBe(304);
  });

  it('lists what an organizer buys and what a crew company sells, by status', async () => {
    const [buyer, company] = await Promise.all([anOrganizer(), aSeller()]);
    const [first, second] = await confirmed(buyer.customerId, company.customerId, 2);
    const { body: issued } = await ask(admin, 'POST', `/api/bookings/${String(first)}/invoice`);
    const { body: later } = await ask(admin, 'POST', `/api/bookings/${String(second)}/invoice`);
    const newestFirst = [later, issued].map((invoice) => invoice['id']).toSorted();
    for (const [actor, { customerId }] of [
      [buyer.manager, buyer],
      [company.manager, company],
      [admin, buyer],
      [admin, company],
    ] as const) {
      const path = `/api/customers/${customerId}/invoices`;
      const all = (await ask(actor, 'GET', path)).body as unknown as { id: string }[];
      expect(all.map(({ id }) => id).toSorted()).toEqual(newestFirst);
      expect((await ask(actor, 'GET', `${path}?status=issued`)).body).toHaveLength(2);
      expect((await ask(actor, 'GET', `${path}?status=1`)).body).toEqual([]);
    }
  });

  it('lists nothing for strangers: another’s company is 404, an unknown one too, a bad status 400', async () => {
    const path = `/api/customers/${organizer.customerId}/invoices`;
    expect((await ask(actorOf('organizer'), 'GET', path)).status).toBe(404);
    expect((await ask(actorOf('crew'), 'GET', path)).status).toBe(403);
    expect((await ask(admin, 'GET', `/api/customers/${newId()}/invoices`)).status).toBe(404);
    const { status, body } = await ask(admin, 'GET', `${path}?status=lost&page=2`);
    expect(status).toBe(400);
    expect(body.error.details.map(({ field }) => field).toSorted()).toEqual(['page', 'status']);
  });
});
