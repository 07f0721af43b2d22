import type { Role } from '#shared/actor';
import { CUSTOMER_TYPE } from '#shared/enums';
import type { FieldProblem } from '#shared/errors';
import type { UserId } from '#shared/ids';
import { searchKey } from '#shared/text-search';
import { said } from '#shared/update-body';
import type { StoredCustomer, StoredSeller } from './customer.documents.ts';
import type { CompanyUpdate, SellerUpdate } from './customer.input.ts';

/** What a company is identified by to the authorities and here: it is a new customer where that is another. */
const lasting = ['orgNumber', 'customerType'] as const;

/** What would be set that is not the caller's to set. Sending the present value is fine. */
export function notTheirs(role: Role, customer: StoredCustomer, wish: CompanyUpdate): FieldProblem[] {
  const problems: FieldProblem[] = lasting
    .filter((field) => wish[field] !== undefined && wish[field] !== customer[field])
    .map((field) => ({ field, message: 'never changes' }));
  if (role !== 'admin' && wish.isActive !== undefined && wish.isActive !== customer.isActive) {
    problems.push({ field: 'isActive', message: 'is set by an administrator' });
  }
  return problems;
}

/** What keeps a company from being changed like this; nothing, where it can be. */
export function updateProblems(customer: StoredCustomer, wish: CompanyUpdate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!wish.seller) return problems;
  if (customer.customerType !== CUSTOMER_TYPE.crewCompany) {
    problems.push({ field: 'seller', message: 'only a crew company sells' });
  } else if (!customer.seller && wish.seller.kind === undefined) {
    problems.push({ field: 'seller.kind', message: 'is required' });
  }
  return problems;
}

/** The company as it will be: what the wish does not name stays. */
export function updatedCompany(
  customer: StoredCustomer,
  wish: CompanyUpdate,
  by: { userId: UserId; now: Date },
): StoredCustomer {
  const { seller, ...given } = wish;
  const next: StoredCustomer = { ...customer, ...said(given) };
  return {
    ...next,
    nameKey: searchKey(next.name),
    seller: seller === undefined ? customer.seller : seller && updatedSeller(customer.seller, seller, by),
  };
}

const unsaid = {
  fSkatt: false,
  bankgiro: null,
  plusgiro: null,
  seat: null,
  rounding: false,
  performanceExemption: null,
};

/** A declaration that stands keeps who made it and when; a new one is the caller's, now. */
function updatedSeller(
  seller: StoredSeller | null,
  { performanceExemption, ...wish }: SellerUpdate,
  { userId, now }: { userId: UserId; now: Date },
): StoredSeller {
  const kind = wish.kind ?? seller?.kind;
  if (kind === undefined) throw new Error('a first profile must say its kind: see updateProblems');
  const next: StoredSeller = { ...(seller ?? unsaid), ...said(wish), kind };
  if (performanceExemption === undefined) return next;
  if (!performanceExemption) return { ...next, performanceExemption: null };
  return { ...next, performanceExemption: next.performanceExemption ?? { declaredBy: userId, declaredAt: now } };
}
