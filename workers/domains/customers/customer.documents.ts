import * as z from 'zod';
import { Envelope } from '#shared/domain-events';
import { CustomerType } from '#shared/enums';
import { CustomerId, UserId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/** What a crew company says of itself as a seller; it decides how its invoices look (see invoicing). */
export const StoredSeller = z.object({
  kind: z.enum(['performer', 'agency', 'technical']),
  fSkatt: z.boolean(),
  bankgiro: z.string().nullable(),
  plusgiro: z.string().nullable(),
  seat: z.string().nullable(),
  rounding: z.boolean(),
  /** The performer's own declaration under 10 kap. 30 § ML: who made it, and when. */
  performanceExemption: z.object({ declaredBy: storedId(UserId), declaredAt: storedDate }).nullable(),
});

export type StoredSeller = z.infer<typeof StoredSeller>;

/** A company: an event organizer, who books and pays, or a crew company, whose people are booked. */
export const StoredCustomer = z.object({
  _id: storedId(CustomerId),
  ...drivingDocument,
  name: z.string(),
  /** `name` in lower case: what lists sort by and search in. */
  nameKey: z.string(),
  /** Ten digits, without the hyphen. */
  orgNumber: z.string(),
  address: z.string().nullable(),
  city: z.string().nullable(),
  /** Five digits, without the space. */
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
  seller: StoredSeller.nullable(),
  /**
   * Deletion has begun and is not decided: what depends on the company is being looked for. It is the audit entry of the
   * deletion, and goes to the outbox when the company does.
   */
  deletion: Envelope.optional(),
  /** False once deleted; the organization number is then free again. */
  live: z.boolean(),
});
export type StoredCustomer = z.infer<typeof StoredCustomer>;
