import * as z from 'zod';
import { CustomerType } from '#shared/enums';
import { CustomerId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import { hyphenated, hyphenatedBankgiro, hyphenatedPlusgiro, spacedZipCode } from '#shared/written-form';
import type { StoredCustomer } from './customer.documents.ts';

export const CustomerView = z
  .object({
    id: CustomerId,
    name: z.string(),
    orgNumber: z.string().meta({ example: '556047-3521' }),
    address: z.string().nullable(),
    city: z.string().nullable(),
    zipCode: z.string().nullable(),
    country: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    contact: z.string().nullable(),
    customerType: CustomerType,
    isActive: z.boolean(),
    vatNumber: z.string().nullable(),
    paymentTermsDays: z.int(),
    invoiceReference: z.string().nullable(),
    peppolId: z.string().nullable(),
    seller: z
      .object({
        kind: z.enum(['performer', 'agency', 'technical']),
        fSkatt: z.boolean(),
        bankgiro: z.string().nullable(),
        plusgiro: z.string().nullable(),
        seat: z.string().nullable(),
        rounding: z.boolean(),
        performanceExemption: z.boolean(),
      })
      .nullable(),
    createdAt: InstantView,
    updatedAt: InstantView,
  })
  .meta({ id: 'Customer' });
export type CustomerView = z.infer<typeof CustomerView>;

/** A company as its own people and administrators see it. */
export function toView(customer: StoredCustomer): CustomerView {
  return {
    id: customer._id,
    name: customer.name,
    orgNumber: hyphenated(customer.orgNumber),
    address: customer.address,
    city: customer.city,
    zipCode: customer.zipCode === null ? null : spacedZipCode(customer.zipCode),
    country: customer.country,
    email: customer.email,
    phone: customer.phone,
    contact: customer.contact,
    customerType: customer.customerType,
    isActive: customer.isActive,
    vatNumber: customer.vatNumber,
    paymentTermsDays: customer.paymentTermsDays,
    invoiceReference: customer.invoiceReference,
    peppolId: customer.peppolId,
    seller: customer.seller && {
      kind: customer.seller.kind,
      fSkatt: customer.seller.fSkatt,
      bankgiro: customer.seller.bankgiro === null ? null : hyphenatedBankgiro(customer.seller.bankgiro),
      plusgiro: customer.seller.plusgiro === null ? null : hyphenatedPlusgiro(customer.seller.plusgiro),
      seat: customer.seller.seat,
      rounding: customer.seller.rounding,
      performanceExemption: customer.seller.performanceExemption !== null,
    },
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
  };
}
