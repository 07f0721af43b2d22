import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { oid, oids } from '#shared/documents';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { newId, type BookingId, type CustomerId, type EventId, type InvoiceId } from '#shared/ids';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { aCrewCompany, admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { creditInvoice } from './commands/credit-invoice.ts';
import { dropDraft } from './commands/follow-booking.ts';
import { settleInvoices } from './commands/settle-invoices.ts';
import type { InvoicingForColleagues } from './for-colleagues.ts';
import type { InvoiceView } from './invoice.view.ts';
import {
  ask,
  aSeller,
  bookedEvent,
  cancel,
  confirm,
  depsWith,
  download,
  requested,
  shownInvoice,
} from './testing/billing.ts';
import { lost, storeThat } from './testing/store-that.ts';

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

const pathOf = (eventId: EventId) => `/api/events/${eventId}/invoice`;
const billed = (body: unknown): (BookingId | null)[] => (body as InvoiceView).lines.map(({ bookingId }) => bookingId);
const invoicesOf = async (company: Company) =>
  (await ask(company.manager, 'GET', `/api/customers/${company.customerId}/invoices`)).body as unknown as InvoiceView[];

describe('one invoice for all of an event', () => {
  it('has a line for each confirmed booking of the seller, and is of no single booking', async () => {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId], { count: 3 });
    const { status, body, headers } = await ask(seller.manager, 'POST', pathOf(eventId));
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/invoices/${String(body['id'])}`);
    expect(body).toMatchObject({
      type: 'Invoice',
      status: 'Issued',
      bookingId: null,
      customerId: organizer.customerId,
      invoiceNumber: expect.stringMatching(/^\d{4}-\d{6}$/),
      ocr: expect.stringMatching(/^\d{13,25}$/),
      amount: 1500,
      vatAmount: 375,
      amountToPay: 1875,
    });
    expect(billed(body).toSorted()).toEqual(bookingIds.toSorted());
    const read = await ask(organizer.manager, 'GET', `/api/invoices/${String(body['id'])}`);
    expect(read.body).toEqual(body);
    expect(read.headers.get('etag')).toBe(headers.get('etag'));
  });

  it('takes the places of the bookings: their Drafts are gone from the list, and each is invoiced already', async () => {
    const buyer = await anOrganizer();
    const { eventId, bookingIds } = await bookedEvent(buyer.customerId, [seller.customerId], { count: 2 });
    const { body } = await ask(admin, 'POST', pathOf(eventId));
    expect((await invoicesOf(buyer)).map(({ id }) => id)).toEqual([body['id']]);
    for (const bookingId of bookingIds) {
      const again = await ask(admin, 'POST', `/api/bookings/${bookingId}/invoice`);
      expect([again.status, again.body.error.message]).toEqual([
        409,
        expect.stringContaining(String(body['invoiceNumber'])),
      ]);
    }
    expect((await ask(admin, 'POST', pathOf(eventId))).status).toBe(409);
  });

  it('leaves out what is only requested, and what was invoiced by itself; a second one bills what came after', async () => {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId], {
      count: 4,
      confirms: false,
    });
    const [single, one, other, late] = bookingIds as [BookingId, BookingId, BookingId, BookingId];
    await Promise.all([single, one, other].map((id) => confirm(id)));
    expect((await ask(admin, 'POST', `/api/bookings/${single}/invoice`)).status).toBe(201);
    const { body } = await ask(admin, 'POST', pathOf(eventId));
    expect(billed(body).toSorted()).toEqual([one, other].toSorted());
    await confirm(late);
    const { status, body: second } = await ask(admin, 'POST', pathOf(eventId));
    expect([status, billed(second), second['bookingId']]).toEqual([201, [late], late]);
  });

  it('gives the same invoice to the same idempotent request, run again after its answer was lost', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [seller.customerId], { count: 2 });
    const key = { [NEW_ID_HEADER]: newId<InvoiceId>() };
    const first = await ask(admin, 'POST', pathOf(eventId), {}, key);
    const again = await ask(admin, 'POST', pathOf(eventId), {}, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
  });

  it('refuses an event of which nothing waits with 409, an unknown one with 404, a malformed id with 400', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [seller.customerId], { confirms: false });
    expect((await ask(seller.manager, 'POST', pathOf(eventId))).status).toBe(409);
    expect((await ask(admin, 'POST', pathOf(eventId))).status).toBe(409);
    expect((await ask(admin, 'POST', pathOf(newId<EventId>()))).status).toBe(404);
    expect((await ask(admin, 'POST', '/api/events/42/invoice')).status).toBe(400);
  });

  it('is for administrators and whoever sells: not for buyers and crew, unknown to a company without crew on it', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [seller.customerId]);
    expect((await ask(organizer.manager, 'POST', pathOf(eventId))).status).toBe(403);
    expect((await ask(actorOf('crew'), 'POST', pathOf(eventId))).status).toBe(403);
    expect((await ask({ kind: 'anonymous' }, 'POST', pathOf(eventId))).status).toBe(401);
    const stranger = await ask(actorOf('crewCompany'), 'POST', pathOf(eventId));
    const unknown = await ask(actorOf('crewCompany'), 'POST', pathOf(newId<EventId>()));
    expect([stranger.status, stranger.body.error.message]).toEqual([unknown.status, unknown.body.error.message]);
    expect(stranger.status).toBe(404);
  });
});

describe('an event on which several sell', () => {
  it('gives each crew company its own', async () => {
    const other = await aSeller();
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId, other.customerId]);
    const [mine, theirs] = [
      await ask(seller.manager, 'POST', pathOf(eventId)),
      await ask(other.manager, 'POST', pathOf(eventId)),
    ];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect([...billed(mine.body), ...billed(theirs.body)]).toEqual(bookingIds);
  });

  it('asks an administrator to name one of them, the platform as null', async () => {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId, unfinished.customerId]);
    const { status, body } = await ask(admin, 'POST', pathOf(eventId));
    expect([status, body.error.message]).toEqual([409, expect.stringContaining(seller.customerId)]);
    const platform = await ask(admin, 'POST', pathOf(eventId), { sellerId: null });
    expect(platform.body).toMatchObject({ seller: { name: 'ThenorSound Demo AB' } });
    expect(billed(platform.body)).toEqual([bookingIds[1]]);
    const company = await ask(admin, 'POST', pathOf(eventId), { sellerId: seller.customerId });
    expect(billed(company.body)).toEqual([bookingIds[0]]);
  });

  it('has one invoice of the platform for all the companies that cannot sell', async () => {
    const another = await aCrewCompany();
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [
      unfinished.customerId,
      another.customerId,
    ]);
    const { body } = await ask(admin, 'POST', pathOf(eventId));
    expect(billed(body).toSorted()).toEqual(bookingIds.toSorted());
    expect(body).toMatchObject({ seller: { name: 'ThenorSound Demo AB' } });
  });

  it('refuses a seller who is none with 400 on the field', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [seller.customerId]);
    for (const [who, sellerId] of [
      [admin, newId()],
      [admin, 42],
      [seller.manager, null],
      [seller.manager, unfinished.customerId],
    ] as const) {
      const { status, body } = await ask(who, 'POST', pathOf(eventId), { sellerId });
      expect([status, body.error.details.map(({ field }) => field)]).toEqual([400, ['sellerId']]);
    }
    expect((await ask(admin, 'POST', pathOf(eventId), { sellerId: null })).status).toBe(409);
  });

  it('tells a crew company that does not sell its own bookings what is missing', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [unfinished.customerId]);
    const { status, body } = await ask(unfinished.manager, 'POST', pathOf(eventId));
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
    expect(body.error.message).toContain('until it has: seller');
  });
});

describe('extra lines of an event', () => {
  const travel = { description: 'Buss', quantity: 1, unit: 'C62', unitPrice: 1000, kind: 'travel' };
  const performer = () =>
    aSeller({
      vatNumber: null,
      seller: { kind: 'performer', fSkatt: true, plusgiro: '286543-4', performanceExemption: true },
    });

  it('stand behind the booking that they accompany, or behind all of them', async () => {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId], { count: 2 });
    const [first, second] = bookingIds as [BookingId, BookingId];
    const { body } = await ask(seller.manager, 'POST', pathOf(eventId), {
      extraLines: [travel, { ...travel, bookingId: first }],
    });
    expect(billed(body)).toEqual([first, first, second, null]);
    expect(body).toMatchObject({ amount: 3000, bookingId: null });
  });

  it('follow the performance where all of them are one', async () => {
    const company = await performer();
    const { eventId } = await bookedEvent(organizer.customerId, [company.customerId], { count: 2 });
    const { body } = await ask(company.manager, 'POST', pathOf(eventId), { extraLines: [travel] });
    expect(body).toMatchObject({ vatAmount: 0, vatBreakdown: [{ vatCategory: 'E', vatRate: 0, amount: 2000 }] });
  });

  it('that a company without VAT number may not sell keep it from selling: 404 that says what is missing', async () => {
    const company = await performer();
    const { eventId } = await bookedEvent(organizer.customerId, [company.customerId]);
    const extraLines = [{ ...travel, kind: 'other' }];
    const { status, body } = await ask(company.manager, 'POST', pathOf(eventId), { extraLines });
    expect([status, body.error.message]).toEqual([404, expect.stringContaining('until it has: vatNumber')]);
    expect((await ask(admin, 'POST', pathOf(eventId), { extraLines })).status).toBe(409);
    expect((await ask(company.manager, 'POST', pathOf(eventId))).status).toBe(201);
  });

  it('of a booking that is not on it, or malformed, are 400 on their fields', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [seller.customerId]);
    const [elsewhere] = await requested(organizer.customerId, seller.customerId);
    const { status, body } = await ask(admin, 'POST', pathOf(eventId), {
      extraLines: [travel, { ...travel, bookingId: elsewhere }],
    });
    expect([status, body.error.details.map(({ field }) => field)]).toEqual([400, ['extraLines[1].bookingId']]);
    const wrong = { discount: 5, extraLines: [{ ...travel, quantity: 0, bookingId: 'x' }] };
    const bad = await ask(admin, 'POST', pathOf(eventId), wrong);
    expect(bad.body.error.details.map(({ field }) => field).toSorted()).toEqual([
      'discount',
      'extraLines[0].bookingId',
      'extraLines[0].quantity',
    ]);
  });
});

describe('what is credited of it', () => {
  const credit = (id: unknown, body: object) => ask(seller.manager, 'POST', `/api/invoices/${String(id)}/credit`, body);
  const reason = 'Fel belopp';
  const statusOf = async (path: string) => (await ask(admin, 'POST', path)).status;

  async function issued(extraLines: object[] = []) {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId], { count: 3 });
    const { body } = await ask(seller.manager, 'POST', pathOf(eventId), { extraLines });
    return {
      eventId,
      bookingIds: bookingIds as [BookingId, BookingId, BookingId],
      invoice: body as unknown as InvoiceView,
    };
  }

  it('in full lets all its bookings be invoiced anew', async () => {
    const { eventId, bookingIds, invoice } = await issued();
    expect((await credit(invoice.id, { reason })).status).toBe(201);
    const { status, body } = await ask(seller.manager, 'POST', pathOf(eventId));
    expect(status).toBe(201);
    expect(billed(body).toSorted()).toEqual(bookingIds.toSorted());
    expect(body['invoiceNumber']).not.toBe(invoice.invoiceNumber);
  });

  it('of one booking, all of it, lets that booking alone be invoiced anew', async () => {
    const { eventId, invoice } = await issued();
    const [first, second] = billed(invoice);
    expect((await credit(invoice.id, { reason, lines: [{ line: 1, amount: 500 }] })).status).toBe(201);
    expect(await statusOf(`/api/bookings/${second}/invoice`)).toBe(409);
    const again = await ask(seller.manager, 'POST', pathOf(eventId));
    expect([again.status, billed(again.body)]).toEqual([201, [first]]);
  });

  it('of one booking, a part of it or without what accompanies it, keeps it on the invoice', async () => {
    const { bookingIds } = await issued();
    const extra = {
      description: 'Resa',
      quantity: 1,
      unit: 'C62',
      unitPrice: 100,
      kind: 'travel',
      bookingId: bookingIds[0],
    };
    const other = await bookedEvent(organizer.customerId, [seller.customerId], { count: 2 });
    const [first, second] = other.bookingIds as [BookingId, BookingId];
    const { body } = await ask(seller.manager, 'POST', pathOf(other.eventId), {
      extraLines: [{ ...extra, bookingId: first }],
    });
    expect(billed(body)).toEqual([first, first, second]);
    await credit(body['id'], {
      reason,
      lines: [
        { line: 1, amount: 500 },
        { line: 3, amount: 499 },
      ],
    });
    expect(await statusOf(`/api/bookings/${first}/invoice`)).toBe(409);
    expect(await statusOf(`/api/bookings/${second}/invoice`)).toBe(409);
    await credit(body['id'], { reason, lines: [{ line: 2, amount: 100 }] });
    expect(await statusOf(`/api/bookings/${first}/invoice`)).toBe(201);
  });

  it('by cancelling a booking is its lines, and what accompanies it; the others stay, and it is never invoiced again', async () => {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId], { count: 2 });
    const [first, second] = bookingIds as [BookingId, BookingId];
    const travel = { description: 'Resa', quantity: 1, unit: 'C62', unitPrice: 100, kind: 'travel' };
    const { body } = await ask(seller.manager, 'POST', pathOf(eventId), {
      extraLines: [{ ...travel, bookingId: first }, travel],
    });
    await cancel(first);
    const original = await eventually(async () => {
      const { body: now } = await ask(admin, 'GET', `/api/invoices/${String(body['id'])}`);
      return (now['creditedBy'] as unknown as string[]).length > 0 && (now as unknown as InvoiceView);
    });
    const note = await eventually(async () => {
      const read = await ask(admin, 'GET', `/api/invoices/${String(original.creditedBy[0])}`);
      return read.status === 200 && read.body['status'] === 'Issued' && read.body;
    });
    expect(billed(note)).toEqual([first, first]);
    expect(note).toMatchObject({ type: 'CreditNote', amount: 600, creditsInvoiceId: original.id });
    expect(original).toMatchObject({ status: 'Issued', amount: 1200 });
    await Promise.all([1, 2].map(() => dropDraft(first, organizer.customerId, depsWith())));
    expect((await ask(admin, 'GET', `/api/invoices/${original.id}`)).body['creditedBy']).toHaveLength(1);
    // All the rest is credited: the other booking is free, the cancelled one is not.
    expect((await credit(original.id, { reason })).status).toBe(201);
    expect(await statusOf(`/api/bookings/${first}/invoice`)).toBe(409);
    expect(await statusOf(`/api/bookings/${second}/invoice`)).toBe(201);
  });

  it('changes nothing on it but its status and what credits it', async () => {
    const { invoice } = await issued();
    await credit(invoice.id, { reason, lines: [{ line: 2, amount: 0.5 }] });
    const { body } = await ask(admin, 'GET', `/api/invoices/${invoice.id}`);
    const { creditedBy, updatedAt, ...rest } = body as unknown as InvoiceView;
    expect(creditedBy).toHaveLength(1);
    expect({ ...rest, creditedBy: [], updatedAt: invoice.updatedAt }).toEqual(invoice);
    expect(updatedAt >= invoice.updatedAt).toBe(true);
  });

  it('is given up by whoever meets it where the process died right after the credit was decided', async () => {
    const { bookingIds, invoice } = await issued();
    let decided = false;
    const data = storeThat(async (action, { collection }, carryOut) => {
      if (decided && !action.startsWith('find')) return lost;
      if (collection === 'invoices' && action === 'updateOne') decided = true;
      return carryOut();
    });
    const deps = depsWith({ data });
    const find = async () => {
      const found = await deps.invoices.findOne({ _id: oid(invoice.id) });
      if (!found) throw new Error('the invoice is gone');
      return found;
    };
    const wish = { reason, what: 'rest' as const, requestId: null, actor: admin };
    await expect(creditInvoice(find, wish, deps)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await statusOf(`/api/bookings/${bookingIds[0]}/invoice`)).toBe(201);
    await eventually(async () => {
      await settleInvoices(depsWith({ env: { SETTLE_AFTER_MS: '0' } }));
      const left = await depsWith().invoices.find({ slot: { $in: oids(bookingIds), $type: 'objectId' } });
      return left.length === 1;
    });
  });
});

describe('the papers of it', () => {
  it('are a PDF, an e-invoice with a line for each booking, one voucher and one row', async () => {
    const company = await aSeller();
    const { eventId } = await bookedEvent(organizer.customerId, [company.customerId], { count: 3 });
    const { body } = await ask(company.manager, 'POST', pathOf(eventId));
    const path = `/api/invoices/${String(body['id'])}`;
    const pdf = await download(organizer.manager, `${path}/pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    await pdf.body?.cancel();
    const ubl = await (await download(organizer.manager, `${path}/ubl`)).text();
    expect(ubl.match(/<cac:InvoiceLine>/g)).toHaveLength(3);
    const file = `/api/invoices/export?from=2026-01-01&to=2099-12-31&sellerId=${company.customerId}&format=`;
    const csv = await (await download(admin, `${file}csv`)).text();
    expect(csv.trim().split('\n')).toHaveLength(2);
    const sie = await (await download(admin, `${file}sie`)).text();
    expect(sie.match(/^#VER /gm)).toHaveLength(1);
  });

  it('are told of and sent like any other: colleagues find it with its number and no booking', async () => {
    const { eventId } = await bookedEvent(organizer.customerId, [seller.customerId], { count: 2 });
    const { body } = await ask(admin, 'POST', pathOf(eventId));
    const { INVOICING } = env as unknown as { INVOICING: Service<InvoicingForColleagues> };
    const invoiceId = body['id'] as unknown as InvoiceId;
    expect(await INVOICING.invoice('', invoiceId)).toMatchObject({
      ok: true,
      value: { bookingId: null, number: body['invoiceNumber'], totalOre: 1250_00 },
    });
    const stored = await depsWith().invoices.findOne({ _id: oid(invoiceId) });
    expect(stored?.outbox.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['audit.recorded', 'invoice.generated']),
    );
  });

  it('a Draft that went into it is no invoice any more: unknown by its id', async () => {
    const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [seller.customerId]);
    const draft = await eventually(
      async () => (await shownInvoice(organizer.manager, bookingIds[0] as BookingId)) ?? false,
    );
    expect((await ask(admin, 'POST', pathOf(eventId))).status).toBe(201);
    expect((await ask(admin, 'GET', `/api/invoices/${draft.id}`)).status).toBe(404);
    expect((await ask(admin, 'PUT', `/api/invoices/${draft.id}/status`, { newStatus: 'Issued' })).status).toBe(404);
  });
});
