import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, DuplicateKey, oid, oids, untold } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { AppError, conflict, notFound } from '#shared/errors';
import { BookingId, InvoiceId, newId } from '#shared/ids';
import { addDays, dayOf } from '#shared/instant';
import { requireReach } from '#shared/permissions';
import type { BookingForColleagues } from '../../bookings/booking.documents.ts';
import { yearOf } from '../domain/numbering.ts';
import { FrozenContents, invoiceState, type StoredInvoice, type StoredSeries } from '../invoice.documents.ts';
import { ExtraLineInput, itemOf } from '../invoice.input.ts';
import { newInvoice } from '../invoice-of-booking.ts';
import { InvoiceView, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';
import { readContents, requireBuyer, type ReadContents } from '../read-contents.ts';
import { issueInvoice } from './issue-invoice.ts';
import { holderOf } from './merge-bookings.ts';

/** Who asks for what on an invoice. */
interface Wish {
  bookingId: BookingId;
  extraLines: readonly ExtraLineInput[];
  /** The id that the gateway gave to an idempotent request; null where the client asked for none. */
  requestId: InvoiceId | null;
  actor: SignedIn;
}

/**
 * Issues the invoice of a booking: its contents and day are frozen as they are now, then it gets its number. A request
 * that finds the invoice on its way helps it forward; only the one that froze it is answered with it, also when that is
 * run again under the same idempotency key.
 */
export async function generateInvoice(wish: Wish, deps: Deps, call: Call): Promise<StoredInvoice> {
  const { bookingId, actor } = wish;
  for (;;) {
    const [booking, standing] = await Promise.all([deps.booking(bookingId), holderOf(bookingId, deps)]);
    if (!booking) throw notFound('The booking');
    requireReach(actor, 'invoices:generate', { companies: [booking.crewCompanyId] }, 'The booking');
    if (standing && standing.state !== 'Draft') return invoicedAlready(standing, wish, deps);

    const day = dayOf(call.now());
    // The series is read here, before the invoice is seen Issuing by freezing it: `issueInvoice` needs it in that order.
    const [contents, series] = await Promise.all([
      readContents(
        booking,
        wish.extraLines.map((line) => itemOf(line, bookingId)),
        deps,
      ),
      deps.series.find(
        { sellerId: { $in: [null, ...oids([booking.crewCompanyId])] }, year: yearOf(day) },
        { limit: 2 },
      ),
    ]);
    requireSeller(contents, actor);
    if (booking.status !== 'Confirmed' && booking.status !== 'Completed') {
      throw conflict(`A booking that is ${booking.status} cannot be invoiced`);
    }
    requireBuyer(contents.stored.buyer, contents.composed);
    const frozen = await freeze(booking, standing, contents, day, wish, deps, call);
    if (frozen) return issueInvoice(frozen, deps, seriesOf(frozen, series));
    // Somebody else changed or took the booking's place for an invoice: look again.
  }
}

/** The series of an invoice's seller among those that were read. */
export const seriesOf = (invoice: StoredInvoice, series: readonly StoredSeries[]): StoredSeries | null =>
  series.find(({ sellerId }) => sellerId === invoice.sellerId) ?? null;

/** Throws 404 for a crew company that does not sell this, 409 where nobody can. */
function requireSeller({ composed: { seller, missing } }: ReadContents, actor: SignedIn): void {
  if (actor.role === 'crewCompany' && seller?.sellerId !== actor.customerId) {
    // Its own booking, so nothing is revealed, and it learns what to do.
    const message = `Your company is not the seller of this booking until it has: ${missing.join(', ')}`;
    throw new AppError({ code: 'NOT_FOUND', message });
  }
  if (!seller) {
    throw conflict(
      'Nobody can sell this: the platform’s own company is not configured (PLATFORM_SELLER)' +
        (missing.length === 0 ? '' : `, and the crew company lacks: ${missing.join(', ')}`),
    );
  }
}

/** Draft, or nothing, to Issuing: from here on only forward. null where the booking's place changed meanwhile. */
async function freeze(
  booking: BookingForColleagues,
  draft: StoredInvoice | null,
  contents: ReadContents,
  day: string,
  { requestId, actor }: Wish,
  deps: Deps,
  call: Call,
): Promise<StoredInvoice | null> {
  const now = call.now();
  const id = draft?._id ?? requestId ?? newId<InvoiceId>(now);
  const events = [audited(actor, 'invoices:generate', 'invoice', id, call)];
  const dates = { issuedDate: day, dueDate: addDays(day, contents.paymentTermsDays), requestId };
  if (draft) {
    const frozen = { ...contents.stored, ...dates, state: 'Issuing' as const };
    const won = await deps.invoices.update(
      { _id: oid(id), state: invoiceState.Draft },
      change(now, { set: z.encode(FrozenContents, frozen), events }),
    );
    if (!won) return null;
    deps.publish(events);
    return { ...draft, ...frozen, version: draft.version + 1, updatedAt: now };
  }
  const invoice = {
    ...newInvoice(id, 'Issuing', contents.stored, now),
    slot: booking._id,
    ...dates,
    ...untold(now, events),
  };
  try {
    await deps.invoices.insert(invoice);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    // The id is this very request's: an earlier run of it made the invoice, even if it has left its place since.
    return error.index === '_id_' ? deps.invoices.findOne({ _id: oid(id) }) : null;
  }
  deps.publish(events);
  return invoice;
}

/** A booking whose place is taken: finishes what is on its way. The invoice for the request that made it, 409 for others. */
async function invoicedAlready(standing: StoredInvoice, wish: Wish, deps: Deps): Promise<StoredInvoice> {
  const { actor, requestId } = wish;
  if (standing.state === 'Cancelled' || standing.state === 'Void') {
    throw conflict('There will be no invoice: the booking, or its Draft, was cancelled');
  }
  requireReach(actor, 'invoices:generate', { companies: [standing.sellerId] }, 'The booking');
  const invoice = standing.state === 'Issuing' ? await issueInvoice(standing, deps) : standing;
  if (requestId !== null && invoice.requestId === requestId) return invoice;
  throw conflict(`The booking has been invoiced already: ${invoice.number}`);
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/bookings/{id}/invoice',
    access: 'invoices:generate',
    summary: 'Issue the invoice of a confirmed or completed booking: number, OCR, VAT and due date, frozen for good',
    params: z.object({ id: BookingId }),
    body: z.strictObject({ extraLines: z.array(ExtraLineInput).max(50, 'must have at most 50 lines').default([]) }),
    bodyOptional: true,
    answers: { 201: { description: 'The issued invoice', body: InvoiceView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, body, actor, deps, call, newId: givenId }) => {
    const requestId = givenId === null ? null : InvoiceId.parse(givenId);
    const wish = { bookingId: params.id, extraLines: body.extraLines, requestId, actor };
    const invoice = await generateInvoice(wish, deps, call);
    return reply(201, toView(invoice), {
      etag: etagOf(invoice.version),
      headers: { location: `/api/invoices/${invoice._id}` },
    });
  },
);
