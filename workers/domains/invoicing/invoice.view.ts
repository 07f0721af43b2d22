import * as z from 'zod';
import { enumView, invoiceStatus, type InvoiceStatus } from '#shared/enums';
import { BookingId, CustomerId, InvoiceId } from '#shared/ids';
import { Day, InstantView } from '#shared/instant';
import { Sek, sekOf } from '#shared/money';
import { sellerKinds, units, vatCategories } from './domain/supply.ts';
import { hyphenated, spacedZipCode, hyphenatedBankgiro, hyphenatedPlusgiro } from '#shared/written-form';
import type {
  InvoiceState,
  StoredBuyerCopy,
  StoredInvoice,
  StoredLine,
  StoredSellerCopy,
} from './invoice.documents.ts';

const SellerView = z.object({
  name: z.string(),
  orgNumber: z.string().meta({ example: '556047-3521' }),
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

const BuyerView = z.object({
  name: z.string(),
  orgNumber: z.string().meta({ example: '556036-0793' }),
  vatNumber: z.string().nullable(),
  address: z.string().nullable(),
  zipCode: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string(),
  contact: z.string().nullable(),
  invoiceReference: z.string().nullable(),
  peppolId: z.string().nullable(),
});

const LineView = z.object({
  bookingId: BookingId.nullable(),
  description: z.string(),
  quantity: z.number().meta({ example: 4.5 }),
  unit: z
    .enum(units)
    .meta({ description: 'UN/ECE 20: HUR hour, MIN minute, DAY day, C62 one, EA each, KMT kilometre' }),
  unitPrice: Sek.meta({ description: 'SEK for one unit; where the unit is MIN, for 60 of them' }),
  amount: Sek,
  vatRate: z.int().meta({ example: 25, description: 'Percent' }),
  vatCategory: z.enum(vatCategories),
  exemptionReason: z.string().nullable(),
});

export const InvoiceView = z
  .object({
    id: InvoiceId,
    type: z.enum(['Invoice', 'CreditNote']),
    bookingId: BookingId.nullable().meta({ description: 'null when the invoice is for several bookings' }),
    customerId: CustomerId,
    invoiceNumber: z.string().nullable().meta({ example: '2026-000001' }),
    ocr: z.string().nullable(),
    status: enumView(invoiceStatus),
    seller: SellerView.nullable().meta({ description: 'Provisional until the invoice is issued' }),
    buyer: BuyerView.nullable().meta({ description: 'Provisional until the invoice is issued' }),
    lines: z.array(LineView),
    vatBreakdown: z.array(
      z.object({ vatCategory: z.enum(vatCategories), vatRate: z.int(), amount: Sek, vatAmount: Sek }),
    ),
    amount: Sek.meta({ description: 'Net, SEK' }),
    vatAmount: Sek,
    totalAmount: Sek.meta({ description: 'Net and VAT, SEK' }),
    rounding: Sek.meta({ description: 'Öresavrundning, SEK' }),
    amountToPay: Sek,
    currency: z.literal('SEK'),
    supplyDate: Day.nullable(),
    issuedDate: Day.nullable(),
    dueDate: Day.nullable(),
    paidDate: Day.nullable(),
    paidAmount: Sek,
    paymentMethod: z.string().nullable(),
    creditsInvoiceId: InvoiceId.nullable(),
    creditedBy: z.array(InvoiceId),
    createdAt: InstantView,
    updatedAt: InstantView,
  })
  .meta({ id: 'Invoice' });
export type InvoiceView = z.infer<typeof InvoiceView>;

/** An invoice as its buyer, its seller and administrators see it. What is hidden (domain/status.ts) never comes here. */
export function toView(invoice: StoredInvoice): InvoiceView {
  return {
    id: invoice._id,
    type: invoice.type,
    bookingId: invoice.bookingId,
    customerId: invoice.customerId,
    invoiceNumber: invoice.number,
    ocr: invoice.ocr,
    status: shownStatus(invoice.state),
    seller: invoice.seller && toSellerView(invoice.seller),
    buyer: invoice.buyer && toBuyerView(invoice.buyer),
    lines: invoice.lines.map(toLineView),
    vatBreakdown: invoice.vatBreakdown.map(({ vatCategory, vatRate, amountOre, vatOre }) => ({
      vatCategory,
      vatRate,
      amount: sekOf(amountOre),
      vatAmount: sekOf(vatOre),
    })),
    amount: sekOf(invoice.amountOre),
    vatAmount: sekOf(invoice.vatOre),
    totalAmount: sekOf(invoice.totalOre),
    rounding: sekOf(invoice.roundingOre),
    amountToPay: sekOf(invoice.toPayOre),
    currency: 'SEK',
    supplyDate: invoice.supplyDate,
    issuedDate: invoice.issuedDate,
    dueDate: invoice.dueDate,
    paidDate: invoice.paidDate,
    paidAmount: sekOf(invoice.paidOre),
    paymentMethod: invoice.paymentMethod,
    creditsInvoiceId: invoice.creditsInvoiceId,
    creditedBy: invoice.creditedBy,
    createdAt: invoice.createdAt.toISOString(),
    updatedAt: invoice.updatedAt.toISOString(),
  };
}

/** An invoice whose number is still on its way has no number to show: it looks like the Draft it was. */
export function shownStatus(state: InvoiceState): InvoiceStatus {
  if (state === 'Issuing' || state === 'Gathering' || state === 'Merged') return 'Draft';
  return state === 'Void' ? 'Cancelled' : state;
}

const toSellerView = (seller: StoredSellerCopy): z.infer<typeof SellerView> => ({
  name: seller.name,
  orgNumber: hyphenated(seller.orgNumber),
  vatNumber: seller.vatNumber,
  address: seller.address,
  zipCode: spacedZipCode(seller.zipCode),
  city: seller.city,
  country: seller.country,
  contact: seller.contact,
  email: seller.email,
  phone: seller.phone,
  kind: seller.kind,
  fSkatt: seller.fSkatt,
  bankgiro: seller.bankgiro === null ? null : hyphenatedBankgiro(seller.bankgiro),
  plusgiro: seller.plusgiro === null ? null : hyphenatedPlusgiro(seller.plusgiro),
  seat: seller.seat,
});

const toBuyerView = (buyer: StoredBuyerCopy): z.infer<typeof BuyerView> => ({
  name: buyer.name,
  orgNumber: hyphenated(buyer.orgNumber),
  vatNumber: buyer.vatNumber,
  address: buyer.address,
  zipCode: buyer.zipCode === null ? null : spacedZipCode(buyer.zipCode),
  city: buyer.city,
  country: buyer.country,
  contact: buyer.contact,
  invoiceReference: buyer.invoiceReference,
  peppolId: buyer.peppolId,
});

const toLineView = (line: StoredLine): z.infer<typeof LineView> => ({
  bookingId: line.bookingId,
  description: line.description,
  quantity: line.quantityHundredths / 100,
  unit: line.unit,
  unitPrice: sekOf(line.unitPriceOre),
  amount: sekOf(line.amountOre),
  vatRate: line.vatRate,
  vatCategory: line.vatCategory,
  exemptionReason: line.exemptionReason,
});
