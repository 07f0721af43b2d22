import { isWritten, oid, oids } from '#shared/documents';
import type { BookingId, CustomerId, InvoiceId } from '#shared/ids';
import { ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import type { InvoiceContents, StoredInvoice } from './invoice.documents.ts';
import type { Deps } from './ports.ts';

/** What takes a booking's one place for an invoice: a Draft, an invoice, or the mark that there will be none. */
export const invoiceOf = (bookingId: BookingId, { invoices }: Pick<Deps, 'invoices'>): Promise<StoredInvoice | null> =>
  // The type is the condition of the index: without it MongoDB does not see that the index holds the answer.
  invoices.findOne({ slot: { $eq: oid(bookingId), $type: 'objectId' } });

/** What has the places of bookings; a free one is not in it. */
export type Places = ReadonlyMap<BookingId, StoredInvoice>;

/** What has taken the places of some bookings. */
export async function placesOf(
  bookingIds: readonly BookingId[],
  { invoices }: Pick<Deps, 'invoices'>,
): Promise<Places> {
  if (bookingIds.length === 0) return new Map();
  const standing = await invoices.find(
    { slot: { $in: oids(bookingIds), $type: 'objectId' } },
    { limit: bookingIds.length },
  );
  return new Map(standing.flatMap((invoice) => (invoice.slot === undefined ? [] : [[invoice.slot, invoice] as const])));
}

/** Puts a document into the place of its booking; false where that is taken. */
export const takeSlot = (invoice: StoredInvoice, { invoices }: Pick<Deps, 'invoices'>): Promise<boolean> =>
  isWritten(invoices.insert(invoice));

/** A new invoice document without number, dates and place. */
export const newInvoice = (
  id: InvoiceId,
  state: StoredInvoice['state'],
  contents: InvoiceContents,
  now: Date,
): StoredInvoice => ({
  _id: id,
  ...firstVersion(now),
  outbox: [],
  type: 'Invoice',
  state,
  bookingId: contents.bookingId,
  customerId: contents.customerId,
  sellerId: contents.sellerId,
  seller: contents.seller,
  buyer: contents.buyer,
  lines: contents.lines,
  vatBreakdown: contents.vatBreakdown,
  amountOre: contents.amountOre,
  vatOre: contents.vatOre,
  totalOre: contents.totalOre,
  roundingOre: contents.roundingOre,
  toPayOre: contents.toPayOre,
  supplyDate: contents.supplyDate,
  issuedDate: null,
  dueDate: null,
  number: null,
  ocr: null,
  paidDate: null,
  paidOre: ore(0),
  paymentMethod: null,
  bankPayments: [],
  creditsInvoiceId: null,
  creditedBy: [],
  creditNotes: [],
  creditReason: null,
  requestId: null,
});

/** The contents of what only marks a place as taken: nothing but whose it is. */
export const nothing = (bookingId: BookingId, customerId: CustomerId): InvoiceContents => ({
  bookingId,
  customerId,
  sellerId: null,
  seller: null,
  buyer: null,
  lines: [],
  vatBreakdown: [],
  amountOre: ore(0),
  vatOre: ore(0),
  totalOre: ore(0),
  roundingOre: ore(0),
  toPayOre: ore(0),
  supplyDate: null,
});
