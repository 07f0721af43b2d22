import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { occurred, type Envelope } from '#shared/domain-events';
import { newId, type BookingId, type CustomerId, type EventId, type UserId } from '#shared/ids';
import { HOUR_MS } from '#shared/instant';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { dropDraft, followBooking } from './commands/follow-booking.ts';
import { generateInvoice } from './commands/generate-invoice.ts';
import type { InvoicingForColleagues } from './for-colleagues.ts';
import type { StoredInvoice } from './invoice.documents.ts';
import {
  ask,
  askBookings,
  aSeller,
  cancel,
  confirm,
  confirmed,
  depsWith,
  requested,
  shownInvoice,
} from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;

beforeAll(async () => {
  [organizer, seller] = await Promise.all([anOrganizer(), aSeller()]);
});

async function only(bookings: Promise<BookingId[]>): Promise<BookingId> {
  const [id] = await bookings;
  if (!id) throw new Error('there is no booking');
  return id;
}
const aRequested = () => only(requested(organizer.customerId, seller.customerId, 1, 120));
const aConfirmed = () => only(confirmed(organizer.customerId, seller.customerId, 1, 120));
const shown = (id: BookingId) => shownInvoice(organizer.manager, id);
const draftOf = (id: BookingId) =>
  eventually(async () => {
    const invoice = await shown(id);
    return invoice?.status === 'Draft' && invoice;
  });

/** Everything that has taken the place of a booking, Void or not. */
const stored = (id: BookingId): Promise<StoredInvoice[]> => depsWith().invoices.find({ slot: oid(id) });

describe('the Draft of a booking', () => {
  it('is there when the booking is confirmed, for buyer and seller, without a number', async () => {
    const id = await aConfirmed();
    expect(await draftOf(id)).toMatchObject({
      invoiceNumber: null,
      ocr: null,
      issuedDate: null,
      dueDate: null,
      amount: 1000,
      vatAmount: 250,
      seller: { name: 'Ljudlaget AB' },
    });
    expect((await ask(seller.manager, 'GET', `/api/invoices/${(await draftOf(id)).id}`)).status).toBe(200);
  });

  it('becomes the invoice: the same id, and there is only one', async () => {
    const id = await aConfirmed();
    const draft = await draftOf(id);
    const { body } = await ask(admin, 'POST', `/api/bookings/${id}/invoice`);
    expect(body).toMatchObject({ id: draft.id, status: 'Issued' });
    await followBooking(id, depsWith());
    expect(await stored(id)).toHaveLength(1);
    expect(await shown(id)).toEqual(body);
  });

  it('is one, and is written once, however often the message comes', async () => {
    const id = await aConfirmed();
    await Promise.all(Array.from({ length: 5 }, () => followBooking(id, depsWith())));
    await followBooking(id, depsWith());
    expect(await stored(id)).toMatchObject([{ state: 'Draft', version: 1 }]);
  });

  it('is not prepared for a booking that is only requested', async () => {
    const id = await aRequested();
    await followBooking(id, depsWith());
    expect(await stored(id)).toEqual([]);
  });

  it('follows the booking when that is moved', async () => {
    const id = await aConfirmed();
    const draft = await draftOf(id);
    const { startTime } = (await askBookings(admin, 'GET', `/api/bookings/${id}`)).body as unknown as {
      startTime: string;
    };
    // The route that moves is not served yet: what it will write is written here, the message is the real one.
    const longer = new Date(new Date(startTime).getTime() + 3 * HOUR_MS);
    await env.DATA.run('updateOne', {
      collection: 'bookings',
      filter: { _id: oid(id) },
      update: { $set: { endTime: { $date: longer.toISOString() }, totalOre: 150_000, status: 1 } },
    });
    const about = {
      bookingId: id,
      crewId: newId<UserId>(),
      eventId: newId<EventId>(),
      customerId: organizer.customerId,
    };
    await deliver(
      occurred(
        'booking.moved',
        { ...about, startTime, endTime: longer.toISOString() },
        { now: new Date(), traceId: '0'.repeat(31) + '1' },
      ),
    );
    const moved = await eventually(async () => {
      const invoice = await shown(id);
      return invoice?.amount === 1500 && invoice;
    });
    expect(moved).toMatchObject({ id: draft.id, status: 'Draft', lines: [{ quantity: 3, unit: 'HUR' }] });
  });
});

describe('a cancelled booking', () => {
  it('cancels its Draft for good', async () => {
    const id = await aConfirmed();
    const draft = await draftOf(id);
    await cancel(id);
    expect(
      await eventually(async () => {
        const invoice = await shown(id);
        return invoice?.status === 'Cancelled' && invoice;
      }),
    ).toMatchObject({ id: draft.id, invoiceNumber: null });
    await followBooking(id, depsWith());
    expect(await stored(id)).toMatchObject([{ state: 'Cancelled' }]);
    const { status } = await ask(admin, 'POST', `/api/bookings/${id}/invoice`);
    expect(status).toBe(409);
  });

  it('takes the place of a Draft that never was, unseen, so that a late confirmation finds it taken', async () => {
    const id = await aRequested();
    await cancel(id);
    const [mark] = await eventually(async () => {
      const found = await stored(id);
      return found.length > 0 && found;
    });
    expect(mark).toMatchObject({ state: 'Void' });
    expect(await shown(id)).toBeUndefined();
    expect((await ask(admin, 'GET', `/api/invoices/${mark?._id}`)).status).toBe(404);
    expect(
      (await ask(admin, 'GET', `/api/customers/${organizer.customerId}/invoices?status=Cancelled`)).body,
    ).not.toContainEqual(expect.objectContaining({ bookingId: id }));

    // A consumer that read the booking while it was still confirmed comes to write its Draft only now.
    const late = depsWith();
    const { body } = await askBookings(admin, 'GET', `/api/bookings/${id}`);
    expect(body['status']).toBe('Cancelled');
    const asItWas = late.booking;
    const believing = {
      ...late,
      booking: async (bookingId: BookingId) => {
        const booking = await asItWas(bookingId);
        return booking && { ...booking, status: 'Confirmed' as const };
      },
    };
    await followBooking(id, believing);
    expect(await stored(id)).toHaveLength(1);
    await expect(
      generateInvoice({ bookingId: id, extraLines: [], requestId: null, actor: admin }, believing, believing.call),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('credits an issued invoice in full, once, and keeps its place', async () => {
    const id = await aConfirmed();
    const { body: issued } = await ask(admin, 'POST', `/api/bookings/${id}/invoice`);
    await cancel(id);
    await eventually(async () => (await stored(id))[0]?.state === 'Cancelled');
    await Promise.all([1, 2, 3].map(() => dropDraft(id, organizer.customerId, depsWith())));
    const [original] = await stored(id);
    expect(original?.creditedBy).toHaveLength(1);
    const { body: note } = await ask(admin, 'GET', `/api/invoices/${original?.creditedBy[0]}`);
    expect(note).toMatchObject({
      type: 'CreditNote',
      status: 'Issued',
      creditsInvoiceId: issued['id'],
      totalAmount: issued['totalAmount'],
    });
  });

  it('lets an invoice that is on its way go on, and credits it', async () => {
    const id = await aConfirmed();
    await draftOf(id);
    const deps = depsWith();
    let cut = false;
    const series = {
      ...deps.series,
      update: async () => {
        cut = true;
        throw new Error('the process dies here');
      },
    };
    const dying = { ...deps, series };
    await expect(
      generateInvoice({ bookingId: id, extraLines: [], requestId: null, actor: admin }, dying, dying.call),
    ).rejects.toThrow('dies here');
    expect(cut).toBe(true);
    expect((await shown(id))?.status).toBe('Draft');
    await dropDraft(id, organizer.customerId, deps);
    expect(await stored(id)).toMatchObject([
      { state: 'Cancelled', number: expect.any(String), creditedBy: [expect.any(String)] },
    ]);
  });
});

it('a message about a booking that nobody knows is an error, so that it is parked', async () => {
  await expect(followBooking(newId<BookingId>(), depsWith())).rejects.toThrow('there is no booking');
});

/** Sends a message over the real queue and waits until this Worker has dealt with it. */
async function deliver(message: Envelope): Promise<void> {
  const { queues, inbox } = depsWith();
  await queues.invoicing.sendBatch([{ body: message }]);
  await eventually(async () => (await inbox.handled([message.id])).length > 0);
}

it('colleagues learn who buys and who sells', async () => {
  const id = await aConfirmed();
  await confirm(id);
  const { body } = await ask(admin, 'POST', `/api/bookings/${id}/invoice`);
  const { INVOICING } = env as unknown as { INVOICING: Service<InvoicingForColleagues> };
  const invoiceId = body['id'] as unknown as StoredInvoice['_id'];
  expect(await INVOICING.invoice('', invoiceId)).toMatchObject({
    ok: true,
    value: { customerId: organizer.customerId, sellerId: seller.customerId, number: body['invoiceNumber'] },
  });
  expect(await INVOICING.invoice('', newId())).toEqual({ ok: true, value: null });
  expect(await INVOICING.ready()).toEqual({ ok: true, value: true });
  expect(await INVOICING.sweep('')).toEqual({ ok: true, value: true });
});
