import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import type { Envelope } from '#shared/domain-events';
import type { BookingId, CustomerId, InvoiceId } from '#shared/ids';
import { addDays, dayOf, startOfDay } from '#shared/instant';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { generateInvoice } from './commands/generate-invoice.ts';
import { markOverdueInvoices } from './commands/mark-overdue.ts';
import type { InvoiceView } from './invoice.view.ts';
import { ask, aSeller, confirmed, depsWith, shownInvoice } from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;

beforeAll(async () => {
  [organizer, seller] = await Promise.all([anOrganizer(), aSeller()]);
});

async function aBooking(): Promise<BookingId> {
  const [id] = await confirmed(organizer.customerId, seller.customerId, 1, 120);
  if (!id) throw new Error('there is no booking');
  return id;
}

/** An issued invoice of 1,250 SEK, as if issued on a day. */
async function anInvoice(day = dayOf(new Date())): Promise<InvoiceId> {
  const deps = depsWith({ now: () => startOfDay(day) });
  const wish = { bookingId: await aBooking(), extraLines: [], requestId: null, actor: admin };
  return (await generateInvoice(wish, deps, deps.call))._id;
}
const put = (id: string, body: object, headers = {}) =>
  ask(seller.manager, 'PUT', `/api/invoices/${id}/status`, body, headers);
const shown = async (id: string) => (await ask(admin, 'GET', `/api/invoices/${id}`)).body as unknown as InvoiceView;

/** The events of a type that an invoice has told since its outbox was last emptied. */
async function told(id: InvoiceId, type: string): Promise<Envelope[]> {
  const stored = await depsWith().invoices.findOne({ _id: oid(id) });
  return (stored?.outbox ?? []).filter((event) => event.type === type);
}

describe('a payment', () => {
  it('of all that is left makes the invoice Paid, says when and how, and is told once', async () => {
    const id = await anInvoice();
    const { status, body } = await put(id, { newStatus: 'Paid', paymentMethod: 'Swish' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'Paid',
      paidAmount: 1250,
      paidDate: dayOf(new Date()),
      paymentMethod: 'Swish',
    });
    expect((await put(id, { newStatus: 'Paid' })).body).toEqual(body);
    expect(await told(id, 'invoice.payment-received')).toMatchObject([
      { data: { amount: 125_000, paymentMethod: 'Swish', customerId: organizer.customerId } },
    ]);
  });

  it('below what is left is added to paidAmount and leaves the status; the last one settles it', async () => {
    const id = await anInvoice();
    expect((await put(id, { newStatus: 'Paid', amount: 1000.5 })).body).toMatchObject({
      status: 'Issued',
      paidAmount: 1000.5,
    });
    expect((await put(id, { newStatus: 3, amount: 249.49 })).body).toMatchObject({
      status: 'Issued',
      paidAmount: 1249.99,
    });
    expect((await put(id, { newStatus: 'Paid' })).body).toMatchObject({ status: 'Paid', paidAmount: 1250 });
  });

  it('of more than is left is recorded as it came', async () => {
    const id = await anInvoice();
    expect((await put(id, { newStatus: 'Paid', amount: 1300 })).body).toMatchObject({
      status: 'Paid',
      paidAmount: 1300,
    });
  });

  it('at the same time as another loses neither', async () => {
    const id = await anInvoice();
    const answers = await Promise.all([1, 2, 3, 4].map((amount) => put(id, { newStatus: 'Paid', amount })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await shown(id)).toMatchObject({ paidAmount: 10, status: 'Issued' });
  });

  it('that is sent twice under one If-Match is recorded once', async () => {
    const id = await anInvoice();
    const etag = (await ask(admin, 'GET', `/api/invoices/${id}`)).headers.get('etag') ?? '';
    const twice = [1, 2].map(() => put(id, { newStatus: 'Paid', amount: 10 }, { 'if-match': etag }));
    expect((await Promise.all(twice)).map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await shown(id)).toMatchObject({ paidAmount: 10 });
  });

  it.each([
    ['amount', { newStatus: 'Paid', amount: 0 }],
    ['amount', { newStatus: 'Paid', amount: -5 }],
    ['paidDate', { newStatus: 'Paid', paidDate: addDays(dayOf(new Date()), 1) }],
    ['amount', { newStatus: 'Overdue', amount: 5 }],
    ['newStatus', { newStatus: 'Void' }],
  ])('with a bad %s is refused and changes nothing', async (field, body) => {
    const id = await anInvoice();
    const before = await shown(id);
    const { status, body: refusal } = await put(id, body);
    expect(status).toBe(400);
    expect(JSON.stringify(refusal)).toContain(`"field":"${field}"`);
    expect(await shown(id)).toEqual(before);
  });
});

describe('the status of an invoice', () => {
  it('becomes Issued as by generating, from a Draft', async () => {
    const bookingId = await aBooking();
    const draft = await eventually(() => shownInvoice(organizer.manager, bookingId));
    const { status, body } = await put(draft.id, { newStatus: 'Issued' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: draft.id, status: 'Issued', invoiceNumber: expect.any(String) });
    expect((await put(draft.id, { newStatus: 'Issued' })).body).toEqual(body);
    expect((await put(draft.id, { newStatus: 'Draft' })).status).toBe(409);
  });

  it('becomes Cancelled from a Draft, without a number and for good', async () => {
    const bookingId = await aBooking();
    const draft = await eventually(() => shownInvoice(organizer.manager, bookingId));
    expect((await put(draft.id, { newStatus: 'Cancelled' })).body).toMatchObject({
      status: 'Cancelled',
      invoiceNumber: null,
    });
    expect((await put(draft.id, { newStatus: 'Cancelled' })).status).toBe(200);
    expect((await put(draft.id, { newStatus: 'Issued' })).status).toBe(409);
    expect((await ask(admin, 'POST', `/api/bookings/${bookingId}/invoice`)).status).toBe(409);
  });

  it('becomes Overdue on the day after the due day and not before', async () => {
    const today = dayOf(new Date());
    const dueToday = await anInvoice(addDays(today, -30));
    expect(await shown(dueToday)).toMatchObject({ dueDate: today });
    expect((await put(dueToday, { newStatus: 'Overdue' })).status).toBe(409);
    const dueYesterday = await anInvoice(addDays(today, -31));
    const { status, body } = await put(dueYesterday, { newStatus: 'Overdue' });
    expect([status, body['status']]).toEqual([200, 'Overdue']);
    expect((await put(dueYesterday, { newStatus: 'Overdue' })).body).toEqual(body);
    expect((await put(dueYesterday, { newStatus: 'Issued' })).status).toBe(409);
    expect((await put(dueYesterday, { newStatus: 'Paid' })).body).toMatchObject({ status: 'Paid' });
  });
});

describe('the daily sweep', () => {
  it('marks what fell due before today in Stockholm, once, also days late and at once with another', async () => {
    const id = await anInvoice('2026-11-01');
    const { dueDate } = await shown(id);
    expect(dueDate).toBe('2026-12-01');
    const sweepAt = (instant: string) => markOverdueInvoices(depsWith({ now: () => new Date(instant) }));
    // Midnight in Stockholm is 23:00 UTC: until then it is the due day.
    await sweepAt('2026-12-01T22:59:59.999Z');
    expect((await shown(id)).status).toBe('Issued');
    await Promise.all([sweepAt('2026-12-01T23:00:00Z'), sweepAt('2026-12-05T08:00:00Z')]);
    await sweepAt('2026-12-06T08:00:00Z');
    expect((await shown(id)).status).toBe('Overdue');
    expect(await told(id, 'invoice.overdue')).toMatchObject([{ data: { amount: 125_000 } }]);
  });
});

describe('the check of number series', () => {
  it('shows first, last and count of a seller, and no gap', async () => {
    const fresh = await aSeller();
    const bookings = await confirmed(organizer.customerId, fresh.customerId, 3);
    for (const id of bookings) await ask(admin, 'POST', `/api/bookings/${id}/invoice`);
    const year = Number(dayOf(new Date()).slice(0, 4));
    const { status, body } = await ask(admin, 'GET', '/api/invoices/series');
    expect(status).toBe(200);
    const own = {
      sellerId: fresh.customerId,
      year,
      first: `${year}-000001`,
      last: `${year}-000003`,
      count: 3,
      gaps: [],
    };
    expect(body).toContainEqual(own);

    // A number that was burnt shows, though nothing in the system burns one.
    const deps = depsWith();
    await deps.series.update({ sellerId: oid(fresh.customerId), year }, { $inc: { next: 1 } });
    const after = (await ask(admin, 'GET', '/api/invoices/series')).body;
    expect(after).toContainEqual({ ...own, gaps: [`${year}-000004`] });
  });
});
