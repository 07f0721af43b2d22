import type { Day } from '#shared/instant';
import { searchKey } from '#shared/text-search';
import type { SellerKind, SupplyKind, VatCategory } from './supply.ts';

/** What decides the VAT of a line. */
export interface Supply {
  kind: SupplyKind;
  /** The category of the skill that the booking is for, such as `Musician`. */
  skillCategory: string;
  seller: { kind: SellerKind; declaresPerformance: boolean };
  buyer: { country: string; vatNumber: string | null };
  /** The day of supply decides, not the day of issue. */
  date: Day;
}

export interface VatTreatment {
  vatCategory: VatCategory;
  /** Percent: 25, not 0.25. */
  vatRate: number;
  /** What the invoice must say where it charges no VAT (ML 17 kap. 24 § 13 and 14); null where it charges VAT. */
  exemptionReason: string | null;
}

interface VatRule {
  says: string;
  source: string;
  /** First and last day of supply to which the rule applies; null where it has no such end. */
  validFrom: Day | null;
  validTo: Day | null;
  /** The line kinds it is about; every kind where absent. */
  kinds?: readonly SupplyKind[];
  when?: (supply: Supply) => boolean;
  treatment: VatTreatment;
}

const standard = (vatRate: number): VatTreatment => ({ vatCategory: 'S', vatRate, exemptionReason: null });
const always = { validFrom: null, validTo: null };

/**
 * THE decision table of mervärdesskattelagen (2023:200, "ML"): the first rule that fits decides. Nobody gets the exemption
 * because a skill is called Musician: the seller must be the performer and have declared it.
 */
const vatRules: readonly VatRule[] = [
  {
    says: 'A service to a business in another EU state is taxed there, by the buyer',
    source: 'Directive 2006/112/EC art. 44 and 196; ML 17 kap. 24 § 14',
    ...always,
    kinds: ['booking', 'travel', 'hotel', 'equipment', 'other', 'copyright'],
    when: ({ buyer }) => isBusinessInAnotherEuState(buyer),
    treatment: { vatCategory: 'AE', vatRate: 0, exemptionReason: 'Omvänd betalningsskyldighet' },
  },
  {
    says: 'A live performance sold by the performer is exempt, and so is what the performer supplies as part of it',
    source: 'ML 10 kap. 30 §; directive 2006/112/EC art. 380 and annex X part B point 2',
    ...always,
    kinds: ['booking', 'travel', 'hotel', 'equipment'],
    when: ({ seller, skillCategory }) =>
      seller.kind === 'performer' && seller.declaresPerformance && searchKey(skillCategory) === 'musician',
    treatment: {
      vatCategory: 'E',
      vatRate: 0,
      exemptionReason: 'Undantag från skatteplikt enligt 10 kap. 30 § ML',
    },
  },
  {
    says: 'Copyright licences, admission to concerts, passenger transport: 6 %',
    source: 'ML 9 kap.',
    ...always,
    kinds: ['copyright', 'admission', 'passenger-transport'],
    treatment: standard(6),
  },
  {
    says: 'Food: 12 %, and 6 % for a time',
    source: 'ML 9 kap.; prop. 2025/26:55',
    validFrom: '2026-04-01',
    validTo: '2027-12-31',
    kinds: ['food'],
    treatment: standard(6),
  },
  {
    says: 'Hotel, restaurant, catering and otherwise food as supplies of their own: 12 %',
    source: 'ML 9 kap.',
    ...always,
    kinds: ['accommodation', 'catering', 'food'],
    treatment: standard(12),
  },
  {
    says: 'Everything else, above all crew work, hire and commission: 25 %',
    source: 'ML 9 kap.; RR 7007-2000 (resold performances)',
    ...always,
    treatment: standard(25),
  },
];

/** The VAT of a line, by the decision table on the day of supply. */
export function vatTreatmentOf(supply: Supply): VatTreatment {
  const rule = vatRules.find(
    ({ validFrom, validTo, kinds, when }) =>
      (validFrom === null || validFrom <= supply.date) &&
      (validTo === null || supply.date <= validTo) &&
      (kinds?.includes(supply.kind) ?? true) &&
      (when?.(supply) ?? true),
  );
  if (!rule) throw new Error(`no VAT rule fits a ${supply.kind} on ${supply.date}`);
  return rule.treatment;
}

/** The member states but Sweden, with the prefix of their VAT numbers where it is not the country's code (directive art. 215). */
const OTHER_EU_STATES = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SI SK'.split(' '),
);
const vatPrefixOf = (country: string) => (country === 'GR' ? 'EL' : country);

/** Only a VAT number of its own state makes the buyer a business there. */
const isBusinessInAnotherEuState = ({ country, vatNumber }: Supply['buyer']): boolean =>
  OTHER_EU_STATES.has(country) && vatNumber !== null && vatNumber.startsWith(vatPrefixOf(country));
