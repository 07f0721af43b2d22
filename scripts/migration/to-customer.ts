import { createHash } from 'node:crypto';
import { Int32, type Document } from 'bson';
import type { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import type { StoredTariff } from '../../workers/domains/customers/tariff.documents.ts';
import { decimalOf } from './amount.ts';
import type { TakenCustomer } from './from-customer.ts';
import { Giving, type GivenBack } from './given-back.ts';
import { categoryNumber, legacyTimeType, levelNumber, type LegacyCustomer } from './legacy-documents.ts';

/** A company as the old system has it, and what the import makes of that. */
export interface CustomerBefore {
  old: LegacyCustomer;
  taken: TakenCustomer;
  /** The old document's tariffs with their BSON types. */
  exactTariffs: readonly Document[];
}

export interface CustomerGivenBack extends GivenBack {
  tariffs: { id: string; fate: 'created' | 'updated' | 'unchanged' | 'left' }[];
}

/**
 * What an old customer document must be given to say what this company is (the import's decisions, backwards).
 *
 * @param tariffs those that were made, changed or deleted here
 * @param before null for a company that is not there
 */
export function toCustomer(
  customer: StoredCustomer,
  tariffs: readonly StoredTariff[],
  before: CustomerBefore | null,
): CustomerGivenBack {
  const then = before?.taken.customer;
  const giving = new Giving();
  const { orgNumber, zipCode } = customer;
  const fields = {
    name: customer.name,
    orgNumber: `${orgNumber.slice(0, 6)}-${orgNumber.slice(6)}`,
    adress: customer.address,
    city: customer.city,
    zip: zipCode && `${zipCode.slice(0, 3)} ${zipCode.slice(3)}`,
    mail: customer.email,
    phone: customer.phone,
    contact: customer.contact,
    customerType: new Int32(customer.customerType),
    isActive: customer.isActive && customer.live,
  };
  const names = { adress: 'address', zip: 'zipCode', mail: 'email' } as const;
  for (const [field, value] of Object.entries(fields)) {
    const here = (names[field as keyof typeof names] ?? field) as keyof StoredCustomer;
    giving.unless(then !== undefined && then[here] === (here === 'isActive' ? value : customer[here]), {
      [field]: value,
    });
  }
  const told = giveTariffs(giving, tariffs, before);
  if (then === undefined && !('tariffs' in giving.set)) giving.set['tariffs'] = [];

  const { country, vatNumber, paymentTermsDays, invoiceReference, peppolId, seller } = customer;
  const noPlace = { vatNumber, invoiceReference, peppolId, seller };
  const said = Object.entries(noPlace).flatMap(([field, value]) => (value === null ? [] : [field]));
  if (country !== 'SE') said.push('country');
  if (paymentTermsDays !== 30) said.push('paymentTermsDays');
  if (said.length > 0)
    giving.notHeld.push(`what the company says of itself as one that pays or sells (${said.join(', ')})`);
  return { set: giving.set, notHeld: giving.notHeld, tariffs: told };
}

function giveTariffs(
  giving: Giving,
  tariffs: readonly StoredTariff[],
  before: CustomerBefore | null,
): CustomerGivenBack['tariffs'] {
  const told: CustomerGivenBack['tariffs'] = [];
  if (tariffs.length === 0) return told;
  const list: (Document | null)[] = [...(before?.exactTariffs ?? [])];
  // The name that the driver of whoever wrote the others gives it.
  const idField = list.some((tariff) => tariff && 'id' in tariff) ? 'id' : '_id';
  for (const tariff of tariffs) {
    const guid = guidOf(tariff._id);
    const place = placeOf(tariff, guid, before);
    const there = place === undefined ? undefined : before?.taken.tariffs.find((one) => placeIn(before, one) === place);
    const numbers = numbersOf(tariff);
    if (typeof numbers === 'string' || !tariff.live) {
      // What was said before no longer holds.
      if (place !== undefined) list[place] = null;
      told.push({ id: tariff._id, fate: place === undefined ? 'left' : 'updated' });
      if (typeof numbers === 'string' && tariff.live) giving.notHeld.push(`the tariff "${tariff._id}": ${numbers}`);
      continue;
    }
    const then = there?.tariff;
    const changes = {
      ...(then?.category !== tariff.category && { category: new Int32(numbers.category) }),
      ...(then?.skill !== tariff.skill && { skill: new Int32(numbers.skill) }),
      ...(then?.timeType !== tariff.timeType && { timeType: new Int32(numbers.timeType) }),
      ...(then?.amountOre !== tariff.amountOre && { tariff: decimalOf(tariff.amountOre) }),
    };
    if (place === undefined) list.push({ [idField]: guid, ...changes });
    else list[place] = { ...list[place], ...changes };
    const isSame = place !== undefined && Object.keys(changes).length === 0;
    told.push({ id: tariff._id, fate: place === undefined ? 'created' : isSame ? 'unchanged' : 'updated' });
  }
  if (told.some(({ fate }) => fate === 'created' || fate === 'updated')) {
    giving.set['tariffs'] = list.filter((tariff) => tariff !== null);
  }
  return told;
}

const placeIn = ({ old }: CustomerBefore, { source }: TakenCustomer['tariffs'][number]): number =>
  old.tariffs.indexOf(source);

/** Where a tariff stands in the old list: as the import took it, or as an earlier way back put it there. */
function placeOf({ _id }: StoredTariff, guid: string, before: CustomerBefore | null): number | undefined {
  const there = before?.taken.tariffs.find(
    ({ tariff, source }) =>
      tariff._id === _id || [Reflect.get(Object(source), '_id'), Reflect.get(Object(source), 'id')].includes(guid),
  );
  return before && there ? placeIn(before, there) : undefined;
}

/** A tariff in the old system's numbers, or what it has no number for. A half day is only known to the old document. */
function numbersOf({ category, skill, timeType }: StoredTariff) {
  const [categoryIs, skillIs] = [categoryNumber(category), levelNumber(skill)];
  if (categoryIs === undefined || skillIs === undefined) return `"${category}, ${skill}" has no number there`;
  if (timeType === 'Event') return 'what an event costs has no place there';
  return {
    category: categoryIs,
    skill: skillIs,
    timeType: timeType === 'Hour' ? legacyTimeType.hours : legacyTimeType.fullDay,
  };
}

/** The old system's ids of tariffs are GUIDs: made of ours, so that every run makes the same one. */
export function guidOf(id: string): string {
  const digest = createHash('sha256').update(`tariff guid\n${id}`).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
}
