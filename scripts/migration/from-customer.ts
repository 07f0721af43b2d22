import * as z from 'zod';
import { CUSTOMER_TYPE, type CustomerType } from '../../src/shared/enums.ts';
import { Email, PhoneNumber } from '../../src/shared/fields.ts';
import type { CustomerId, TariffId } from '../../src/shared/ids.ts';
import { searchKey } from '../../src/shared/text-search.ts';
import type { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import { orgNumberDigits, zipCodeDigits } from '../../workers/domains/customers/domain/company-fields.ts';
import type { StoredTariff } from '../../workers/domains/customers/tariff.documents.ts';
import { oreOf } from './amount.ts';
import { derivedId } from './fingerprint.ts';
import { CATEGORIES, legacyTimeType, LegacyTariff, LEVELS, type LegacyCustomer } from './legacy-documents.ts';
import { problemsOf, type Taken } from './taken.ts';

export interface TakenCustomer {
  customer: StoredCustomer;
  tariffs: { tariff: StoredTariff; source: unknown }[];
  /** Tariffs that could not be taken, with the reason. */
  refusedTariffs: { id: string; reason: string }[];
}

/** An organization number in ten digits, whether or not its check digit is right; null where it has not ten digits. */
export function orgNumberKey(typed: string | null): string | null {
  const digits = (typed ?? '').replaceAll(/\D/g, '').replace(/^16(?=\d{10}$)/, '');
  return digits.length === 10 ? digits : null;
}

/** An old customer with its embedded tariffs as the new documents (spec: decisions for the import). */
export function fromCustomer(old: LegacyCustomer): Taken<TakenCustomer> {
  const warnings: string[] = [];
  const orgNumber = orgNumberKey(old.orgNumber);
  if (old.name === null) return { refused: 'has no name' };
  if (orgNumber === null)
    return { refused: `has no organization number of ten digits: ${JSON.stringify(old.orgNumber)}` };
  if (old.customerType !== 1 && old.customerType !== 2) {
    return { refused: `customerType ${old.customerType} is neither an organizer (1) nor a crew company (2)` };
  }
  if (orgNumberDigits(orgNumber) === null) warnings.push(`the organization number "${orgNumber}" fails its check`);

  const customerType: CustomerType = old.customerType;
  const keptIfGood = <T>(field: string, typed: string | null, parse: (value: string) => T | null): T | null => {
    if (typed === null) return null;
    const good = parse(typed);
    if (good === null) warnings.push(`${field} is not valid and stays with the old document: "${typed}"`);
    return good;
  };
  const customer: StoredCustomer = {
    _id: old._id as CustomerId,
    version: 1,
    createdAt: old.createdAt,
    updatedAt: old.updatedAt ?? old.createdAt,
    outbox: [],
    name: old.name.slice(0, 200),
    nameKey: searchKey(old.name.slice(0, 200)),
    orgNumber,
    address: old.adress,
    city: old.city,
    zipCode: keptIfGood('zip', old.zip, zipCodeDigits),
    country: 'SE',
    email: keptIfGood('mail', old.mail, (typed) => Email.safeParse(typed).data ?? null),
    phone: keptIfGood('phone', old.phone, (typed) => PhoneNumber.safeParse(typed).data ?? null),
    contact: old.contact,
    customerType,
    isActive: old.isActive ?? true,
    vatNumber: null,
    paymentTermsDays: 30,
    invoiceReference: null,
    peppolId: null,
    seller: null,
    live: true,
  };
  return { taken: { customer, ...tariffsOf(old, customer, warnings) }, warnings };
}

function tariffsOf(old: LegacyCustomer, customer: StoredCustomer, warnings: string[]): Omit<TakenCustomer, 'customer'> {
  const tariffs: TakenCustomer['tariffs'] = [];
  const refusedTariffs: TakenCustomer['refusedTariffs'] = [];
  const seen = new Set<string>();
  // Whole days first: where a half day says the same, it is the one that must give way.
  const ordered = old.tariffs.toSorted((one, other) => Number(isHalfDay(one)) - Number(isHalfDay(other)));
  for (const [place, source] of ordered.entries()) {
    const taken = fromTariff(source, customer, place);
    if ('refused' in taken) {
      refusedTariffs.push({ id: taken.id, reason: taken.refused });
      continue;
    }
    const { tariff } = taken;
    const key = [tariff.categoryKey, tariff.skillKey, tariff.timeType].join('\n');
    if (seen.has(key)) {
      refusedTariffs.push({ id: tariff._id, reason: 'says the same category, skill and time type as another one' });
      continue;
    }
    seen.add(key);
    warnings.push(...taken.warnings.map((warning) => `tariff "${tariff._id}": ${warning}`));
    tariffs.push({ tariff, source });
  }
  return { tariffs, refusedTariffs };
}

const isHalfDay = (source: unknown): boolean =>
  z.object({ timeType: z.literal(legacyTimeType.halfDay) }).safeParse(source).success;

function fromTariff(source: unknown, customer: StoredCustomer, place: number) {
  const parsed = LegacyTariff.safeParse(source);
  const old = parsed.data;
  const guid = z.coerce.string().parse(old?._id ?? old?.id ?? place);
  const id = derivedId<TariffId>('tariff', customer._id, guid);
  const refused = (reason: string) => ({ id, refused: reason });
  if (!old) return refused(problemsOf(parsed.error));
  if (customer.customerType !== CUSTOMER_TYPE.eventOrganizer) return refused('only an event organizer has tariffs');
  const category = CATEGORIES[old.category];
  const skill = LEVELS[old.skill];
  if (category === undefined) return refused(`category ${old.category} is unknown`);
  if (skill === undefined) return refused(`skill ${old.skill} is unknown`);
  const timeType = ([undefined, 'Hour', 'Day', 'Day'] as const)[old.timeType];
  if (timeType === undefined) return refused(`timeType ${old.timeType} is unknown`);
  const amount = oreOf(old.tariff);
  if (amount === null || amount.ore <= 0 || amount.ore > 10_000_000) {
    return refused(`the amount ${old.tariff} is not above 0 and at most 100000`);
  }
  const warnings = [
    ...(amount.exact ? [] : [`the amount ${old.tariff} was rounded to two decimals`]),
    ...(old.timeType === legacyTimeType.halfDay ? ['a half day became a day; the amount is kept: look at it'] : []),
  ];
  const tariff: StoredTariff = {
    _id: id,
    version: 1,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    outbox: [],
    customerId: customer._id,
    category,
    skill,
    categoryKey: searchKey(category),
    skillKey: searchKey(skill),
    timeType,
    amountOre: amount.ore,
    live: true,
  };
  return { id, tariff, warnings };
}
