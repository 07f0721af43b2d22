import type { CustomerId } from '#shared/ids';
import type { SellerKind, VatCategory } from './supply.ts';

/** A crew company as far as selling goes. Numbers without hyphens and spaces. */
export interface Company {
  _id: CustomerId;
  name: string;
  orgNumber: string;
  vatNumber: string | null;
  address: string | null;
  zipCode: string | null;
  city: string | null;
  country: string;
  contact: string | null;
  email: string | null;
  phone: string | null;
  seller: {
    kind: SellerKind;
    fSkatt: boolean;
    bankgiro: string | null;
    plusgiro: string | null;
    seat: string | null;
    rounding: boolean;
    performanceExemption: object | null;
  } | null;
}

/** Who sells, complete: what an invoice must say of its seller (ML 17 kap. 24 § 3 and 5), and how it may be paid. */
export interface Seller {
  /** null: the platform's own company. */
  sellerId: CustomerId | null;
  name: string;
  orgNumber: string;
  vatNumber: string | null;
  address: string;
  zipCode: string;
  city: string;
  country: string;
  contact: string | null;
  email: string | null;
  phone: string | null;
  kind: SellerKind;
  fSkatt: boolean;
  bankgiro: string | null;
  plusgiro: string | null;
  seat: string | null;
  /** Öresavrundning of the amount to pay. */
  rounding: boolean;
  /** The performer's own declaration under 10 kap. 30 § ML. */
  declaresPerformance: boolean;
}

export type SellerCheck = { complete: Seller } | { missing: string[] };

/**
 * Whether a crew company can sell in its own name: name, organization number, a full address, a bankgiro or plusgiro, and
 * a VAT number unless everything it sells is exempt (ML 17 kap. 24 §; a reverse charge needs one too). `missing` names
 * the fields of the company that are not there.
 *
 * @param treatments the VAT categories that the lines would have if it sold them
 */
export function checkSeller(company: Company, treatments: readonly VatCategory[]): SellerCheck {
  const { seller, address, zipCode, city } = company;
  if (seller === null) return { missing: ['seller'] };
  const exempt = treatments.length > 0 && treatments.every((category) => category === 'E');
  const missing = [
    ...(address === null ? ['address'] : []),
    ...(zipCode === null ? ['zipCode'] : []),
    ...(city === null ? ['city'] : []),
    ...(seller.bankgiro === null && seller.plusgiro === null ? ['seller.bankgiro'] : []),
    ...(company.vatNumber === null && !exempt ? ['vatNumber'] : []),
  ];
  if (address === null || zipCode === null || city === null || missing.length > 0) return { missing };
  return {
    complete: {
      sellerId: company._id,
      name: company.name,
      orgNumber: company.orgNumber,
      vatNumber: company.vatNumber,
      address,
      zipCode,
      city,
      country: company.country,
      contact: company.contact,
      email: company.email,
      phone: company.phone,
      kind: seller.kind,
      fSkatt: seller.fSkatt,
      bankgiro: seller.bankgiro,
      plusgiro: seller.plusgiro,
      seat: seller.seat,
      rounding: seller.rounding,
      declaresPerformance: seller.performanceExemption !== null,
    },
  };
}
