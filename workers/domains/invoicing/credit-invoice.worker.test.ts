import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { DataApi } from '#shared/data-api';
import { oid } from '#shared/documents';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { newId, type BookingId, type CustomerId, type InvoiceId } from '#shared/ids';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { creditInvoice } from './commands/credit-invoice.ts';
import { dropDraft } from './commands/follow-booking.ts';
import { settleInvoices } from './commands/settle-invoices.ts';
import type { InvoiceView } from './invoice.view.ts';
import { ask, aSeller, confirmed, depsWith } from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;

beforeAll(async () => {
  [organizer, seller] = await Promise.all([anOrganizer(), aSeller()]);
});

/** An issued invoice of 1,000 SEK for work and 200.02 for travel, at 25 %. */
async function anInvoice(company = seller): Promise<{ bookingId: BookingId; invoice: InvoiceView }> {
  const [bookingId] = await confirmed(organizer.customerId, company.customerId, 1, 120);
  if (!bookingId) throw new Error('there is no booking');
  const extraLines = [{ description: 'Resa', quantity: 1, unit: 'st', unitPrice: 200.02, kind: 'travel' }];
  const { status, body } = await ask(admin, 'POST', `/api/bookings/${bookingId}/invoice`, { extraLines });
  expect(status).toBe(201);
  return { bookingId, invoice: body as unknown as InvoiceView };
}
const credit = (id: string, body: object, headers = {}) =>
  ask(seller.manager, 'POST', `/api/invoices/${id}/credit`, body, headers);
const put = (id: string, body: object) => ask(seller.manager, 'PUT', `/api/invoices/${id}/status`, body);
const shown = async (id: string) => (await ask(admin, 'GET', `/api/invoices/${id}`)).body as unknown as InvoiceView;
const reason = 'Fel belopp';

describe('a credit note', () => {
  it('for all has positive amounts, a number of the same series and a reference to the original, which is Cancelled', async () => {
    const fresh = await aSeller();
    const { invoice } = await anInvoice(fresh);
    const { status, body, headers } = await ask(admin, 'POST', `/api/invoices/${invoice.id}/credit`, { reason });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/invoices/${String(body['id'])}`);
    expect(body).toMatchObject({
      type: 'CreditNote',
      status: 'Issued',
      invoiceNumber: invoice.invoiceNumber?.replace('000001', '000002'),
      ocr: null,
      dueDate: null,
      creditsInvoiceId: invoice.id,
      creditedBy: [],
      lines: invoice.lines,
      vatBreakdown: invoice.vatBreakdown,
      amount: invoice.amount,
      vatAmount: invoice.vatAmount,
      amountToPay: invoice.amountToPay,
      seller: invoice.seller,
      buyer: invoice.buyer,
      supplyDate: invoice.supplyDate,
    });
    expect(await shown(String(body['id']))).toEqual(body);
    const { updatedAt, ...after } = await shown(invoice.id);
    expect(after).toEqual({
      ...invoice,
      status: 'Cancelled',
      creditedBy: [body['id']],
      updatedAt: undefined,
    });
    expect(updatedAt >= invoice.updatedAt).toBe(true);
  });

  it('in part leaves the status; the last one takes the rest, so that all add up to the original', async () => {
    const { invoice } = await anInvoice();
    const parts = [
      [{ line: 1, amount: 333.33 }],
      [
        { line: 1, amount: 333.33 },
        { line: 2, amount: 0.01 },
      ],
    ];
    const notes: InvoiceView[] = [];
    for (const lines of parts) {
      notes.push((await credit(invoice.id, { reason, lines })).body as unknown as InvoiceView);
      expect((await shown(invoice.id)).status).toBe('Issued');
    }
    notes.push((await credit(invoice.id, { reason })).body as unknown as InvoiceView);
    expect(notes.map(({ amount }) => amount)).toEqual([333.33, 333.34, 533.35]);
    for (const of of ['amount', 'vatAmount', 'totalAmount', 'amountToPay'] as const) {
      expect(Math.round(notes.reduce((sum, note) => sum + note[of] * 100, 0))).toBe(Math.round(invoice[of] * 100));
    }
    expect(await shown(invoice.id)).toMatchObject({ status: 'Cancelled', creditedBy: notes.map(({ id }) => id) });
    expect((await credit(invoice.id, { reason })).status).toBe(409);
  });

  it('lowers what is left to pay', async () => {
    const { invoice } = await anInvoice();
    await credit(invoice.id, { reason, lines: [{ line: 1, amount: 1000 }] });
    expect((await put(invoice.id, { newStatus: 'Paid' })).body).toMatchObject({ status: 'Paid', paidAmount: 250.03 });
    expect((await credit(invoice.id, { reason })).status).toBe(201);
    expect(await shown(invoice.id)).toMatchObject({ status: 'Paid' });
  });

  it.each([
    [400, { reason: '' }],
    [400, { reason, lines: [] }],
    [400, { reason, lines: [{ line: 3, amount: 1 }] }],
    [400, { reason, lines: [{ line: 1, amount: 0 }] }],
    [
      400,
      {
        reason,
        lines: [
          { line: 1, amount: 1 },
          { line: 1, amount: 1 },
        ],
      },
    ],
    [409, { reason, lines: [{ line: 1, amount: 1000.01 }] }],
    [409, { reason, lines: [{ line: 2, amount: 200.03 }] }],
  ])('beyond the original, or of nothing, is refused with %i and leaves no trace', async (expected, body) => {
    const { invoice } = await anInvoice();
    expect((await credit(invoice.id, body)).status).toBe(expected);
    expect(await shown(invoice.id)).toEqual(invoice);
  });

  it('of a Draft, of a credit note, or of an invoice that is credited in full is refused', async () => {
    const { invoice } = await anInvoice();
    const { body: note } = await credit(invoice.id, { reason });
    expect((await credit(String(note['id']), { reason })).status).toBe(409);
    expect((await put(String(note['id']), { newStatus: 'Paid' })).status).toBe(409);
    expect((await credit(invoice.id, { reason, lines: [{ line: 1, amount: 1 }] })).status).toBe(409);
    const [unissued] = await confirmed(organizer.customerId, seller.customerId);
    const draft = await eventually(async () => {
      const found = await depsWith().invoices.findOne({
        slot: { $eq: oid(String(unissued) as BookingId), $type: 'objectId' },
      });
      return found?._id;
    });
    expect((await credit(draft, { reason })).status).toBe(409);
  });

  it('never exceeds the original together with others at the same time', async () => {
    const fresh = await aSeller();
    const { invoice } = await anInvoice(fresh);
    const lines = [{ line: 1, amount: 300 }];
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() => ask(admin, 'POST', `/api/invoices/${invoice.id}/credit`, { reason, lines })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409, 409]);
    const series = await ask(admin, 'GET', '/api/invoices/series');
    expect(series.body).toContainEqual(expect.objectContaining({ sellerId: fresh.customerId, count: 4, gaps: [] }));
  });

  it('that is asked for again under the same idempotency key is the same one', async () => {
    const { invoice } = await anInvoice();
    const again = { [NEW_ID_HEADER]: newId<InvoiceId>() };
    const lines = [{ line: 1, amount: 10 }];
    const first = await credit(invoice.id, { reason, lines }, again);
    const second = await credit(invoice.id, { reason, lines }, again);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await shown(invoice.id)).creditedBy).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])('is finished by the sweep when the process dies at write %i', async (deadly) => {
    const fresh = await aSeller();
    const { invoice } = await anInvoice(fresh);
    let writes = 0;
    const dying: DataApi = {
      run: (action, request) => {
        if (!action.startsWith('find')) writes += 1;
        if (writes >= deadly)
          return Promise.resolve({ ok: false, failure: { kind: 'unknown-outcome', message: 'dead' } });
        return env.DATA.run(action, request);
      },
    };
    const id = invoice.id;
    const deps = depsWith({ data: dying });
    const find = async () => {
      const found = await deps.invoices.findOne({ _id: oid(id) });
      if (!found) throw new Error('the invoice is gone');
      return found;
    };
    await creditInvoice(find, { reason, what: 'rest', requestId: null, actor: admin }, deps).catch(() => undefined);
    await eventually(async () => {
      await settleInvoices(depsWith({ env: { SETTLE_AFTER_MS: '0' } }));
      const { creditedBy, status } = await shown(id);
      if (deadly === 1) return status === 'Issued' && creditedBy.length === 0;
      const [noteId] = creditedBy;
      const note = noteId === undefined ? null : await shown(noteId);
      return status === 'Cancelled' && note?.status === 'Issued' && note.invoiceNumber?.endsWith('-000002');
    });
    const { body } = await ask(admin, 'GET', '/api/invoices/series');
    const count = deadly === 1 ? 1 : 2;
    expect(body).toContainEqual(expect.objectContaining({ sellerId: fresh.customerId, count, gaps: [] }));
  });
});

describe('cancelling an issued invoice', () => {
  it('credits the rest of it, once', async () => {
    const { invoice } = await anInvoice();
    await credit(invoice.id, { reason, lines: [{ line: 1, amount: 400 }] });
    const answers = await Promise.all([1, 2].map(() => put(invoice.id, { newStatus: 'Cancelled' })));
    expect(answers.map(({ status, body }) => [status, body['status']])).toEqual([
      [200, 'Cancelled'],
      [200, 'Cancelled'],
    ]);
    const { creditedBy } = await shown(invoice.id);
    expect(creditedBy).toHaveLength(2);
    expect(await shown(String(creditedBy[1]))).toMatchObject({ type: 'CreditNote', amount: 800.02 });
  });

  it('is not for one that is paid', async () => {
    const { invoice } = await anInvoice();
    await put(invoice.id, { newStatus: 'Paid' });
    expect((await put(invoice.id, { newStatus: 'Cancelled' })).status).toBe(409);
    expect((await shown(invoice.id)).creditedBy).toEqual([]);
  });
});

it('a cancelled booking of which two messages tell at once is credited once, and neither of them fails', async () => {
  const { bookingId, invoice } = await anInvoice();
  const deps = depsWith();
  let isFirst = true;
  const overtaken: typeof deps = {
    ...deps,
    invoices: {
      ...deps.invoices,
      // The other message is done with it between this one's first look and its next.
      findOne: async (...given) => {
        const found = await deps.invoices.findOne(...given);
        if (isFirst) {
          isFirst = false;
          await dropDraft(bookingId, organizer.customerId, deps);
        }
        return found;
      },
    },
  };
  await dropDraft(bookingId, organizer.customerId, overtaken);
  expect(await shown(invoice.id)).toMatchObject({ status: 'Cancelled', creditedBy: [expect.any(String)] });
});

it('after a full credit the booking may be invoiced anew, and not before', async () => {
  const { bookingId, invoice } = await anInvoice();
  await credit(invoice.id, { reason, lines: [{ line: 1, amount: 1000 }] });
  expect((await ask(admin, 'POST', `/api/bookings/${bookingId}/invoice`)).status).toBe(409);
  await credit(invoice.id, { reason });
  const { status, body } = await ask(admin, 'POST', `/api/bookings/${bookingId}/invoice`);
  expect(status).toBe(201);
  expect(body['id']).not.toBe(invoice.id);
  expect(body['invoiceNumber']).not.toBe(invoice.invoiceNumber);
});

it('the contents of an issued invoice never change, whatever happens to it', async () => {
  const { invoice } = await anInvoice();
  await put(invoice.id, { newStatus: 'Paid', amount: 100, paymentMethod: 'Swish' });
  await credit(invoice.id, { reason, lines: [{ line: 2, amount: 100 }] });
  await ask(admin, 'PUT', `/api/customers/${organizer.customerId}`, { name: 'Ett nytt namn AB', city: 'Umeå' });
  await put(invoice.id, { newStatus: 'Paid' });
  await credit(invoice.id, { reason });
  const mayChange = ['status', 'paidDate', 'paidAmount', 'paymentMethod', 'creditedBy', 'updatedAt'];
  const frozen = (view: InvoiceView) => Object.entries(view).filter(([field]) => !mayChange.includes(field));
  expect(frozen(await shown(invoice.id))).toEqual(frozen(invoice));
});
