import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import { DuplicateKey, oid, oids, untold } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { AppError, conflict, invalid, invalidField, notFound } from '#shared/errors';
import { BookingId, CustomerId, EventId, InvoiceId, newId } from '#shared/ids';
import { addDays, dayOf, type Day } from '#shared/instant';
import { requireReach } from '#shared/permissions';
import type { BookingForColleagues } from '../../bookings/booking.documents.ts';
import type { CustomerForColleagues } from '../../customers/for-colleagues.ts';
import type { EventForColleagues } from '../../events/event.documents.ts';
import { composeInvoice, supplyDateOf, type Contents } from '../domain/contents.ts';
import { yearOf } from '../domain/numbering.ts';
import { invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import { ExtraLineInput, itemOf } from '../invoice.input.ts';
import { newInvoice } from '../invoice-of-booking.ts';
import { InvoiceView, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';
import { contentsFor, requireBuyer } from '../read-contents.ts';
import { seriesOf } from './generate-invoice.ts';
import { issueInvoice } from './issue-invoice.ts';
import { finishInvoice, gatherBookings, holdersOf } from './merge-bookings.ts';

const MOST_BOOKINGS = 500;

const EventExtraLineInput = ExtraLineInput.extend({
  bookingId: BookingId.optional().meta({
    description: 'The booking that it accompanies, whose VAT it follows; all of them where absent',
  }),
});
type EventExtraLineInput = z.infer<typeof EventExtraLineInput>;

/** Who asks for what on the invoice of an event. */
interface Wish {
  eventId: EventId;
  /** null: the platform; undefined: whoever sells what is waiting, where that is one alone. */
  sellerId: CustomerId | null | undefined;
  extraLines: readonly EventExtraLineInput[];
  /** The id that the gateway gave to an idempotent request; null where the client asked for none. */
  requestId: InvoiceId | null;
  actor: SignedIn;
}

/** The bookings of an event that one seller sells and nobody has invoiced yet. */
interface Sale {
  sellerId: CustomerId | null;
  bookings: BookingForColleagues[];
  /** What keeps the crew companies from selling themselves what the platform sells for them. */
  missing: string[];
}

const NOTHING_WAITS = 'No confirmed or completed booking of the event is waiting for an invoice';

/**
 * Issues one invoice for all of a seller's confirmed or completed bookings of an event that are not invoiced yet. The invoice
 * itself drives it (docs/decisions/0046): it is written first, with its contents and day, then takes the places of its bookings,
 * is frozen with those that it got, and numbered. A booking that somebody else invoices at the same time is on one of the two.
 */
export async function generateEventInvoice(wish: Wish, deps: Deps): Promise<StoredInvoice> {
  const { eventId, requestId, actor } = wish;
  const ownCompany = actor.role === 'crewCompany' ? actor.customerId : null;
  for (;;) {
    const [event, bookings, earlier] = await Promise.all([
      deps.event(eventId),
      deps.standingBookingsOf(eventId, ownCompany),
      requestId === null ? null : deps.invoices.findOne({ _id: oid(requestId) }),
    ]);
    if (earlier) return requireIssued(await finishInvoice(earlier, deps));
    if (!event) throw notFound('The event');
    requireReach(actor, 'invoices:generate', { companies: bookings.map((one) => one.crewCompanyId) }, 'The event');

    const billable = bookings.filter(({ status }) => status === 'Confirmed' || status === 'Completed');
    const day = dayOf(deps.call.now());
    const companyIds = [...new Set(billable.map(({ crewCompanyId }) => crewCompanyId))];
    // The series is read here, before the invoice is there: `issueInvoice` needs it in that order.
    const [buyer, companies, places, series] = await Promise.all([
      deps.customer(event.customerId),
      Promise.all(companyIds.map((id) => deps.customer(id))),
      holdersOf(
        billable.map(({ _id }) => _id),
        deps,
      ),
      deps.series.find(
        { sellerId: { $in: [null, ...oids(companyIds)] }, year: yearOf(day) },
        { limit: companyIds.length + 1 },
      ),
    ]);
    // A customer with live bookings cannot be deleted, so these are bookings that should not be.
    if (!buyer) throw notFound('The buyer');
    const known = { event, buyer, companies: companies.filter((company) => company !== null), deps };
    const waiting = billable.filter(({ _id }) => (places.get(_id)?.state ?? 'Draft') === 'Draft');
    const sale = chosenSale(salesOf(waiting, known), companyIds, wish);
    const composed = composeSale(sale, known, wish);
    requireBuyer(buyer, composed);

    const gathering = await begin(sale, composed, buyer, day, wish, deps);
    if (!gathering) continue;
    const frozen = await gatherBookings(gathering, deps, places);
    return requireIssued(
      frozen.state === 'Issuing' ? await issueInvoice(frozen, deps, seriesOf(frozen, series)) : frozen,
    );
  }
}

/** Throws 409 for an invoice whose bookings were all taken by others. */
function requireIssued(invoice: StoredInvoice): StoredInvoice {
  if (invoice.state === 'Void') throw conflict(NOTHING_WAITS);
  return invoice;
}

/** What selling takes to know. */
interface Known {
  event: EventForColleagues;
  buyer: CustomerForColleagues;
  companies: readonly CustomerForColleagues[];
  deps: Deps;
}

/** What one booking alone would say: who sells it, as on an invoice of its own. */
const alone = (booking: BookingForColleagues, { event, buyer, companies, deps }: Known): Contents =>
  composeInvoice({
    bookings: [booking],
    eventName: event.name,
    buyer,
    company: companies.find(({ _id }) => _id === booking.crewCompanyId) ?? null,
    platformSeller: deps.platformSeller,
    extras: [],
  });

function salesOf(waiting: readonly BookingForColleagues[], known: Known): Sale[] {
  const sales = new Map<CustomerId | null, Sale>();
  for (const booking of waiting) {
    const { seller, missing } = alone(booking, known);
    const sellerId = seller?.sellerId ?? null;
    const sale = sales.get(sellerId) ?? { sellerId, bookings: [], missing: [] };
    sale.bookings.push(booking);
    sale.missing = [...new Set([...sale.missing, ...missing])];
    sales.set(sellerId, sale);
  }
  return [...sales.values()];
}

/**
 * The sale that is meant. A crew company means its own: 404, with what is missing, where the platform sells for it. An
 * administrator names the seller where several are waiting. Throws 409 where nothing waits.
 */
function chosenSale(sales: readonly Sale[], companyIds: readonly CustomerId[], { sellerId, actor }: Wish): Sale {
  if (actor.role === 'crewCompany') {
    if (sellerId !== undefined && sellerId !== actor.customerId) {
      throw invalidField('sellerId', 'must be your own company, or absent');
    }
    const own = sales.find((sale) => sale.sellerId === actor.customerId);
    const bySomebodyElse = sales.find((sale) => sale.sellerId !== actor.customerId);
    if (!own && bySomebodyElse) throw notTheSeller(bySomebodyElse.missing);
    return requireSale(own);
  }
  if (sellerId !== undefined && sellerId !== null && !companyIds.includes(sellerId)) {
    throw invalidField('sellerId', 'must be a company whose crew has a confirmed booking on the event, or null');
  }
  if (sellerId !== undefined) return requireSale(sales.find((sale) => sale.sellerId === sellerId));
  if (sales.length > 1) {
    const ids = sales.map((sale) => sale.sellerId ?? 'null (the platform)').join(', ');
    throw conflict(`Several companies sell on this event: name one as sellerId, of ${ids}`);
  }
  return requireSale(sales[0]);
}

function requireSale(sale: Sale | undefined): Sale {
  if (!sale) throw conflict(NOTHING_WAITS);
  if (sale.bookings.length > MOST_BOOKINGS) {
    throw conflict(`More than ${MOST_BOOKINGS} bookings are waiting: invoice some of them by themselves first`);
  }
  return sale;
}

/** Its own bookings, so nothing is revealed, and it learns what to do. */
const notTheSeller = (missing: readonly string[]): AppError =>
  new AppError({
    code: 'NOT_FOUND',
    message: `Your company is not the seller of these bookings until it has: ${missing.join(', ')}`,
  });

/** The contents of a sale's invoice. Throws 400 for an extra line of another booking, 409 (404) where its seller cannot sell it all. */
function composeSale(sale: Sale, { event, buyer, companies, deps }: Known, { extraLines, actor }: Wish): Contents {
  const [first, ...others] = sale.bookings;
  if (!first) throw conflict(NOTHING_WAITS);
  const strange = extraLines.flatMap(({ bookingId }, place) =>
    bookingId === undefined || sale.bookings.some(({ _id }) => _id === bookingId)
      ? []
      : [{ field: `extraLines[${place}].bookingId`, message: 'must be a booking that goes onto this invoice' }],
  );
  if (strange.length > 0) throw invalid(strange);
  const composed = composeInvoice({
    bookings: [first, ...others],
    eventName: event.name,
    buyer,
    company: companies.find(({ _id }) => _id === sale.sellerId) ?? null,
    platformSeller: deps.platformSeller,
    extras: extraLines.map(({ bookingId, ...line }) => itemOf(line, bookingId ?? null)),
  });
  if (!composed.seller) {
    throw conflict(
      'Nobody can sell this: the platform’s own company is not configured (PLATFORM_SELLER)' +
        (sale.missing.length === 0 ? '' : `, and the crew company lacks: ${sale.missing.join(', ')}`),
    );
  }
  if (composed.seller.sellerId !== sale.sellerId) {
    if (actor.role === 'crewCompany') throw notTheSeller(composed.missing);
    throw conflict(`The crew company cannot sell these extra lines until it has: ${composed.missing.join(', ')}`);
  }
  return composed;
}

/** Writes the invoice, `Gathering`. null where the same seller's for the event is there, which is finished first, or its id. */
async function begin(
  sale: Sale,
  composed: Contents,
  buyer: CustomerForColleagues,
  day: Day,
  { eventId, requestId, actor }: Wish,
  deps: Deps,
): Promise<StoredInvoice | null> {
  const now = deps.call.now();
  const id = requestId ?? newId<InvoiceId>(now);
  const events = [audited(actor, 'invoices:generate', 'invoice', id, deps.call)];
  const invoice: StoredInvoice = {
    ...newInvoice(id, 'Gathering', contentsFor(buyer, composed, null), now),
    eventId,
    gathering: {
      bookings: sale.bookings.map((booking) => ({ bookingId: booking._id, supplyDate: supplyDateOf(booking) })),
      roundsToKronor: composed.seller?.rounding ?? false,
    },
    issuedDate: day,
    dueDate: addDays(day, buyer.paymentTermsDays),
    requestId,
    ...untold(now, events),
  };
  try {
    await deps.invoices.insert(invoice);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const { sellerId } = sale;
    const other = await deps.invoices.findOne({
      eventId: oid(eventId),
      sellerId: sellerId && oid(sellerId),
      state: invoiceState.Gathering,
    });
    if (other) await finishInvoice(other, deps);
    return null;
  }
  deps.publish(events);
  return invoice;
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/events/{id}/invoice',
    access: 'invoices:generate',
    summary: 'Issue one invoice for all confirmed or completed bookings of an event that a seller has not invoiced yet',
    params: z.object({ id: EventId }),
    body: z
      .strictObject({
        sellerId: CustomerId.nullable().optional().meta({
          description:
            'For administrators: the crew company that sells, or null for the platform; needed where several sell on the event',
        }),
        extraLines: z.array(EventExtraLineInput).max(50, 'must have at most 50 lines').default([]),
      })
      .meta({ id: 'EventInvoiceInput' }),
    bodyOptional: true,
    answers: { 201: { description: 'The issued invoice', body: InvoiceView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, body, actor, deps, newId: givenId }) => {
    const requestId = givenId === null ? null : InvoiceId.parse(givenId);
    const { sellerId, extraLines } = body;
    const invoice = await generateEventInvoice({ eventId: params.id, sellerId, extraLines, requestId, actor }, deps);
    return reply(201, toView(invoice), {
      etag: etagOf(invoice.version),
      headers: { location: `/api/invoices/${invoice._id}` },
    });
  },
);
