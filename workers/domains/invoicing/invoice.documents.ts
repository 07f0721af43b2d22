import * as z from 'zod';
import { storedEnum } from '#shared/enums';
import { BookingId, CustomerId, EventId, InvoiceId } from '#shared/ids';
import { Ore } from '#shared/money';
import { drivingDocument, storedDate, storedId } from '#shared/stored';
import { invoiceState } from './domain/status.ts';
import { sellerKinds, supplyKinds, units, vatCategories } from './domain/supply.ts';

export { invoiceState, type InvoiceState } from './domain/status.ts';

/** The seller as copied onto the invoice. Numbers without hyphens and spaces. */
const StoredSellerCopy = z.object({
  name: z.string(),
  orgNumber: z.string(),
  vatNumber: z.string().nullable(),
  address: z.string(),
  zipCode: z.string(),
  city: z.string(),
  country: z.string(),
  contact: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  kind: z.enum(sellerKinds),
  fSkatt: z.boolean(),
  bankgiro: z.string().nullable(),
  plusgiro: z.string().nullable(),
  seat: z.string().nullable(),
});
export type StoredSellerCopy = z.infer<typeof StoredSellerCopy>;

/** The buyer as copied onto the invoice. Numbers without hyphens and spaces. */
const StoredBuyerCopy = z.object({
  name: z.string(),
  orgNumber: z.string(),
  vatNumber: z.string().nullable(),
  address: z.string().nullable(),
  zipCode: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string(),
  contact: z.string().nullable(),
  invoiceReference: z.string().nullable(),
  peppolId: z.string().nullable(),
});
export type StoredBuyerCopy = z.infer<typeof StoredBuyerCopy>;

const StoredLine = z.object({
  bookingId: storedId(BookingId).nullable(),
  kind: z.enum(supplyKinds),
  description: z.string(),
  /** In hundredths of `unit`. */
  quantityHundredths: z.int(),
  unit: z.enum(units),
  /** For `priceBase` units: 60 where a price by the hour meets a quantity in minutes, otherwise 1. */
  unitPriceOre: Ore,
  priceBase: z.int(),
  amountOre: Ore,
  /** Percent: 25, not 0.25. */
  vatRate: z.int(),
  vatCategory: z.enum(vatCategories),
  exemptionReason: z.string().nullable(),
});
export type StoredLine = z.infer<typeof StoredLine>;

const StoredVat = z.object({ vatCategory: z.enum(vatCategories), vatRate: z.int(), amountOre: Ore, vatOre: Ore });
export type StoredVat = z.infer<typeof StoredVat>;

/** A credit as reserved on its original: all that its credit note will say of its own. */
export const StoredCredit = z.object({
  creditNoteId: storedId(InvoiceId),
  issuedDate: z.iso.date(),
  reason: z.string(),
  parts: z.array(z.object({ line: z.int(), amountOre: Ore })),
  vatBreakdown: z.array(StoredVat),
  amountOre: Ore,
  vatOre: Ore,
  totalOre: Ore,
  roundingOre: Ore,
  toPayOre: Ore,
});
export type StoredCredit = z.infer<typeof StoredCredit>;

/** An invoice or a credit note; from Issuing on its contents are frozen for good. */
export const StoredInvoice = z.object({
  _id: storedId(InvoiceId),
  ...drivingDocument,
  type: z.enum(['Invoice', 'CreditNote']),
  state: storedEnum(invoiceState),
  /**
   * The booking whose one place for an invoice this document takes (unique). It is given up when the invoice has been
   * credited in full and the booking may be invoiced anew; never by cancelling, so that a late event finds it taken.
   */
  slot: storedId(BookingId).optional(),
  /** The invoice for several bookings on which the booking of `slot` is (docs/decisions/0046). */
  mergedInto: storedId(InvoiceId).optional(),
  /** The event whose bookings an invoice is for, where it was asked for by event: it has no slot, but places merged into it. */
  eventId: storedId(EventId).optional(),
  /** Only while it is Gathering: what it takes to say what it comes to when not every booking could be had. */
  gathering: z
    .object({
      bookings: z.array(z.object({ bookingId: storedId(BookingId), supplyDate: z.iso.date() })),
      roundsToKronor: z.boolean(),
    })
    .optional(),
  /** null when the lines are of several bookings. */
  bookingId: storedId(BookingId).nullable(),
  customerId: storedId(CustomerId),
  /** The selling crew company; null when the platform's own company sells. */
  sellerId: storedId(CustomerId).nullable(),
  /** null while nobody can sell: a Draft in an installation without a company of its own. */
  seller: StoredSellerCopy.nullable(),
  buyer: StoredBuyerCopy.nullable(),
  lines: z.array(StoredLine),
  vatBreakdown: z.array(StoredVat),
  amountOre: Ore,
  vatOre: Ore,
  totalOre: Ore,
  roundingOre: Ore,
  toPayOre: Ore,
  /** Days in Europe/Stockholm. */
  supplyDate: z.iso.date().nullable(),
  issuedDate: z.iso.date().nullable(),
  dueDate: z.iso.date().nullable(),
  /** `YYYY-NNNNNN`; unique per seller. */
  number: z.string().nullable(),
  ocr: z.string().nullable(),
  paidDate: z.iso.date().nullable(),
  paidOre: Ore,
  paymentMethod: z.string().nullable(),
  /** What of `paidOre` came by bank files: a payment whose key is here is never recorded again. */
  bankPayments: z.array(z.object({ key: z.string(), amountOre: Ore })).default([]),
  creditsInvoiceId: storedId(InvoiceId).nullable(),
  creditedBy: z.array(storedId(InvoiceId)),
  /** What has been credited, from the moment it was decided; the notes themselves may still be on their way. */
  creditNotes: z.array(StoredCredit).default([]),
  /** Why a credit note was made; null on an invoice. */
  creditReason: z.string().nullable().default(null),
  /** The id that came with the idempotent request that froze it, by which a second run knows its own work. */
  requestId: storedId(InvoiceId).nullable(),
});
export type StoredInvoice = z.infer<typeof StoredInvoice>;

/** What follows from the booking and its parties; it changes with them until the invoice is issued. */
export const InvoiceContents = StoredInvoice.pick({
  bookingId: true,
  customerId: true,
  sellerId: true,
  seller: true,
  buyer: true,
  lines: true,
  vatBreakdown: true,
  amountOre: true,
  vatOre: true,
  totalOre: true,
  roundingOre: true,
  toPayOre: true,
  supplyDate: true,
});
export type InvoiceContents = z.infer<typeof InvoiceContents>;

/** What is written when an invoice leaves the state of a Draft, and never changes again. */
export const FrozenContents = InvoiceContents.extend(
  StoredInvoice.pick({ state: true, issuedDate: true, dueDate: true, requestId: true }).shape,
);

/**
 * The numbers of one seller and year. `pending` remembers which invoice a number was given to until that invoice carries
 * it, so that a death in between loses none (docs/decisions/0013).
 */
export const StoredSeries = z.object({
  /** Bound to seller and year by a unique index. */
  _id: storedId(InvoiceId),
  version: z.int(),
  createdAt: storedDate,
  updatedAt: storedDate,
  sellerId: storedId(CustomerId).nullable(),
  year: z.int(),
  /** Stands before the number in an OCR reference, so that references of sellers never meet; 0 is the platform's, unseen. */
  serial: z.int(),
  /** The number that the next invoice gets. */
  next: z.int(),
  pending: z.array(z.object({ number: z.int(), invoiceId: storedId(InvoiceId) })),
});
export type StoredSeries = z.infer<typeof StoredSeries>;
