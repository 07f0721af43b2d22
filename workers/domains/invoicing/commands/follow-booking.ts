import * as z from 'zod';
import { audited } from '#shared/audit';
import { change, oid, untold } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type InvoiceId } from '#shared/ids';
import { log } from '#shared/log';
import { InvoiceContents, invoiceState } from '../invoice.documents.ts';
import { invoiceOf, newInvoice, nothing, takeSlot } from '../invoice-of-booking.ts';
import type { Deps } from '../ports.ts';
import { readContents } from '../read-contents.ts';
import { creditInvoice } from './credit-invoice.ts';

/**
 * Makes the Draft of a booking say what the booking says now, and prepares it once the booking is confirmed. It goes by
 * the booking itself, not by the event that called for it, so it may come late, twice and in any order.
 */
export async function followBooking(bookingId: BookingId, deps: Deps): Promise<void> {
  for (;;) {
    // The Draft before the booking: were the booking to change in between, another message tells, and finds a newer Draft.
    const standing = await invoiceOf(bookingId, deps);
    const booking = await deps.booking(bookingId);
    if (!booking) throw new Error(`there is no booking ${bookingId}, of which an event tells`);
    if (booking.status === 'Cancelled') return dropDraft(bookingId, booking.customerId, deps);
    if (!standing && booking.status === 'Requested') return;
    if (standing && standing.state !== 'Draft') {
      // Frozen for good: whoever moved the booking has it credited and invoiced anew.
      if (booking.status === 'Requested') {
        log('warn', 'moved-after-issue', { traceId: deps.call.trace.traceId, invoiceId: standing._id, bookingId });
      }
      return;
    }

    const { stored } = await readContents(booking, [], deps);
    const now = deps.call.now();
    if (!standing) {
      const id = newId<InvoiceId>(now);
      const events = [audited('system', 'system:settle', 'invoice', id, deps.call)];
      const draft = { ...newInvoice(id, 'Draft', stored, now), slot: bookingId, ...untold(now, events) };
      if (!(await takeSlot(draft, deps))) continue;
      return deps.publish(events);
    }
    const present = z.encode(InvoiceContents, standing);
    const wanted = z.encode(InvoiceContents, stored);
    if (JSON.stringify(present) === JSON.stringify(wanted)) return;
    const events = [audited('system', 'system:settle', 'invoice', standing._id, deps.call)];
    const unchangedSince = { _id: oid(standing._id), state: invoiceState.Draft, version: standing.version };
    if (!(await deps.invoices.update(unchangedSince, change(now, { set: wanted, events })))) continue;
    return deps.publish(events);
  }
}

/**
 * What a cancelled booking does to its invoice. A Draft is cancelled and keeps the booking's place; where there was none,
 * the place is taken all the same, so that a late `booking.confirmed` finds it taken. Of an invoice that is on its way or out,
 * for this booking or for several, all that is left of the booking is credited.
 */
export async function dropDraft(bookingId: BookingId, customerId: CustomerId, deps: Deps): Promise<void> {
  for (;;) {
    const now = deps.call.now();
    const standing = await invoiceOf(bookingId, deps);
    if (!standing) {
      const mark = {
        ...newInvoice(newId<InvoiceId>(now), 'Void', nothing(bookingId, customerId), now),
        slot: bookingId,
      };
      if (await takeSlot(mark, deps)) return;
      continue;
    }
    const { _id, state, mergedInto } = standing;
    if (state === 'Merged') {
      // The place is kept for good before anything is credited, which would give it up.
      await deps.invoices.update(
        { _id: oid(_id), slot: oid(bookingId), state: invoiceState.Merged },
        change(now, { set: { state: invoiceState.Void } }),
      );
      continue;
    }
    if (state === 'Void' && mergedInto !== undefined) return creditBooking(bookingId, mergedInto, deps);
    if (state === 'Cancelled' || state === 'Void') return;
    if (state === 'Draft') {
      const events = [audited('system', 'system:settle', 'invoice', _id, deps.call)];
      const cancelled = { set: { state: invoiceState.Cancelled }, events };
      if (await deps.invoices.update({ _id: oid(_id), state: invoiceState.Draft }, change(now, cancelled))) {
        return deps.publish(events);
      }
      continue;
    }
    return creditBooking(bookingId, _id, deps);
  }
}

/** Credits all that is left of a cancelled booking on an invoice. */
async function creditBooking(bookingId: BookingId, invoiceId: InvoiceId, deps: Deps): Promise<void> {
  const find = async () => {
    const invoice = await deps.invoices.findOne({ _id: oid(invoiceId) });
    if (!invoice) throw new Error(`the invoice ${invoiceId} is gone: invoices are never deleted`);
    return invoice;
  };
  await creditInvoice(
    find,
    {
      reason: 'Bokningen är avbokad',
      what: { ofBooking: bookingId },
      keepsSlot: true,
      requestId: null,
      actor: 'system',
    },
    deps,
  );
}
