import * as z from 'zod';
import { CustomerType } from '#shared/enums';
import { Email, PhoneNumber, text } from '#shared/fields';
import {
  bankgiroDigits,
  isCountry,
  isVatNumber,
  orgNumberDigits,
  plusgiroDigits,
  zipCodeDigits,
} from './domain/company-fields.ts';

/** A typed text in its normal form, or a problem on its field. */
const normalized = (normalize: (typed: string) => string | null, problem: string) =>
  z
    .string()
    .trim()
    .transform((typed, context) => {
      const normal = normalize(typed);
      if (normal !== null) return normal;
      context.addIssue({ code: 'custom', message: problem });
      return z.NEVER;
    });

export const OrgNumber = normalized(orgNumberDigits, 'must be a valid organization number, NNNNNN-NNNN').meta({
  type: 'string',
  example: '556047-3521',
});

/** What a crew company says of itself as a seller. */
const sellerFields = {
  kind: z.enum(['performer', 'agency', 'technical']),
  fSkatt: z.boolean(),
  bankgiro: normalized(bankgiroDigits, 'must be a valid Bankgiro number').nullable().meta({ example: '5402-9681' }),
  plusgiro: normalized(plusgiroDigits, 'must be a valid Plusgiro number').nullable().meta({ example: '28 65 43-4' }),
  seat: text(1, 100).nullable().meta({ example: 'Malmö' }),
  rounding: z.boolean(),
  performanceExemption: z.boolean(),
};

export const SellerInput = z.strictObject({
  kind: sellerFields.kind,
  fSkatt: sellerFields.fSkatt.default(false),
  bankgiro: sellerFields.bankgiro.default(null),
  plusgiro: sellerFields.plusgiro.default(null),
  seat: sellerFields.seat.default(null),
  rounding: sellerFields.rounding.default(false),
  performanceExemption: sellerFields.performanceExemption.default(false),
});

/** What of a seller is to change; what is absent stays. */
export const SellerUpdate = z.strictObject(sellerFields).partial();
export type SellerUpdate = z.infer<typeof SellerUpdate>;

/** What a company may say of itself besides its name, number and type. */
export const companyFields = {
  address: text(1, 200).nullable().meta({ example: 'Storgatan 1' }),
  city: text(1, 100).nullable().meta({ example: 'Malmö' }),
  zipCode: normalized(zipCodeDigits, 'must be a postal code of five digits').nullable().meta({ example: '211 34' }),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isCountry, 'must be a country of ISO 3166, such as SE')
    .meta({ example: 'SE' }),
  email: Email.nullable(),
  phone: PhoneNumber.nullable(),
  contact: text(1, 150).nullable().meta({ example: 'Olle Öberg' }),
  vatNumber: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isVatNumber, 'must be a VAT number, such as SE556047352101')
    .nullable()
    .meta({ example: 'SE556047352101' }),
  paymentTermsDays: z.int('must be a whole number').min(0).max(120).meta({ example: 30 }),
  invoiceReference: text(1, 100).nullable().meta({ example: 'Kultur 4711' }),
  peppolId: z
    .string()
    .trim()
    .regex(/^\d{4}:[0-9A-Za-z-]{1,50}$/, 'must be a Peppol id, such as 0007:5560473521')
    .nullable()
    .meta({ example: '0007:5560473521' }),
  seller: SellerInput.nullable(),
};

export const CompanyInput = z.strictObject({
  name: text(1, 200).meta({ example: 'Festivalbolaget AB' }),
  orgNumber: OrgNumber,
  customerType: CustomerType,
  address: companyFields.address.default(null),
  city: companyFields.city.default(null),
  zipCode: companyFields.zipCode.default(null),
  country: companyFields.country.default('SE'),
  email: companyFields.email.default(null),
  phone: companyFields.phone.default(null),
  contact: companyFields.contact.default(null),
  vatNumber: companyFields.vatNumber.default(null),
  paymentTermsDays: companyFields.paymentTermsDays.default(30),
  invoiceReference: companyFields.invoiceReference.default(null),
  peppolId: companyFields.peppolId.default(null),
  seller: companyFields.seller.default(null),
});

/**
 * What of a company is to change: absent stays, null clears. `orgNumber` and `customerType` may be sent as they are, and
 * never change.
 */
export const CompanyUpdate = z
  .strictObject({
    ...companyFields,
    name: text(1, 200).meta({ example: 'Festivalbolaget AB' }),
    orgNumber: OrgNumber,
    customerType: CustomerType,
    isActive: z.boolean(),
    seller: SellerUpdate.nullable(),
  })
  .partial();
export type CompanyUpdate = z.infer<typeof CompanyUpdate>;
