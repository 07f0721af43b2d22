import { conflict, notFound } from '#shared/errors';
import type { BookingId, CustomerId } from '#shared/ids';
import type { BookingForColleagues } from '../bookings/booking.documents.ts';
import { missingOfBuyer, type NamedBuyer } from './domain/buyer.ts';
import { composeInvoice, type Contents } from './domain/contents.ts';
import type { Item } from './domain/line.ts';
import type { InvoiceContents, StoredBuyerCopy, StoredSellerCopy } from './invoice.documents.ts';
import type { Deps } from './ports.ts';

type CompleteContents = InvoiceContents & { buyer: StoredBuyerCopy };

/** An invoice as it would be today, with what decided it. */
export interface ReadContents {
  stored: CompleteContents;
  composed: Contents;
  paymentTermsDays: number;
}

/** Reads the parties of a booking, at once, and composes its invoice as it would be today. */
export async function readContents(
  booking: BookingForColleagues,
  extras: readonly Item[],
  deps: Deps,
): Promise<ReadContents> {
  const [buyer, company, event] = await Promise.all([
    deps.customer(booking.customerId),
    deps.customer(booking.crewCompanyId),
    deps.event(booking.eventId),
  ]);
  // A customer with live bookings cannot be deleted, so this is a booking that should not be.
  if (!buyer) throw notFound('The buyer');
  const composed = composeInvoice({
    bookings: [booking],
    eventName: event?.name ?? null,
    buyer,
    company,
    platformSeller: deps.platformSeller,
    extras,
  });
  return { composed, paymentTermsDays: buyer.paymentTermsDays, stored: contentsFor(buyer, composed, booking._id) };
}

/** Throws 409, naming the fields, where an invoice of this size would not say enough of its buyer. */
export function requireBuyer(buyer: NamedBuyer, contents: Pick<Contents, 'totalOre' | 'lines'>): void {
  const missing = missingOfBuyer(buyer, contents);
  if (missing.length > 0) throw conflict(`The invoice cannot be issued until the buyer has: ${missing.join(', ')}`);
}

/** What is composed, as it is stored. */
export const contentsFor = (
  buyer: StoredBuyerCopy & { _id: CustomerId },
  composed: Contents,
  bookingId: BookingId | null,
): CompleteContents => ({
  bookingId,
  customerId: buyer._id,
  sellerId: composed.seller?.sellerId ?? null,
  seller: composed.seller && sellerCopy(composed.seller),
  buyer: buyerCopy(buyer),
  lines: composed.lines,
  vatBreakdown: composed.vatBreakdown,
  amountOre: composed.amountOre,
  vatOre: composed.vatOre,
  totalOre: composed.totalOre,
  roundingOre: composed.roundingOre,
  toPayOre: composed.toPayOre,
  supplyDate: composed.supplyDate,
});

const sellerCopy = (seller: StoredSellerCopy): StoredSellerCopy => ({
  name: seller.name,
  orgNumber: seller.orgNumber,
  vatNumber: seller.vatNumber,
  address: seller.address,
  zipCode: seller.zipCode,
  city: seller.city,
  country: seller.country,
  contact: seller.contact,
  email: seller.email,
  phone: seller.phone,
  kind: seller.kind,
  fSkatt: seller.fSkatt,
  bankgiro: seller.bankgiro,
  plusgiro: seller.plusgiro,
  seat: seller.seat,
});

const buyerCopy = (buyer: StoredBuyerCopy): StoredBuyerCopy => ({
  name: buyer.name,
  orgNumber: buyer.orgNumber,
  vatNumber: buyer.vatNumber,
  address: buyer.address,
  zipCode: buyer.zipCode,
  city: buyer.city,
  country: buyer.country,
  contact: buyer.contact,
  invoiceReference: buyer.invoiceReference,
  peppolId: buyer.peppolId,
});
