import type { Day } from '#shared/instant';
import { ore, type Ore } from '#shared/money';
import { hyphenated } from '#shared/written-form';
import type { VatCategory } from './supply.ts';
import type { VatPart } from './totals.ts';

/** Accounts of the BAS chart to which invoices are booked, by what they are for. */
export interface Accounts {
  receivables: number;
  rounding: number;
  /** By VAT category and rate, such as `S25`. */
  sales: Readonly<Record<string, number>>;
  /** By rate in percent. */
  outputVat: Readonly<Record<string, number>>;
}

/** BAS 2026: the accounts that Swedish bookkeeping programs propose. */
export const basAccounts: Accounts = {
  receivables: 1510,
  rounding: 3740,
  sales: { S25: 3001, S12: 3002, S6: 3003, E0: 3004, AE0: 3308 },
  outputVat: { 25: 2611, 12: 2621, 6: 2631 },
};

/** An invoice or credit note as far as it is booked. */
export interface Booked {
  type: 'Invoice' | 'CreditNote';
  number: string;
  issuedDate: Day;
  buyerName: string;
  vatBreakdown: readonly VatPart[];
  roundingOre: Ore;
  toPayOre: Ore;
}

/** One line of a voucher: debit above zero, credit below. */
export interface Posting {
  account: number;
  amountOre: Ore;
}

/**
 * The postings of an invoice, whose sum is zero: the buyer owes what is to be paid; sales by rate, their VAT and the rounding
 * stand against it. A credit note is the same the other way round. Throws where the accounts name none for a rate.
 */
export function postingsOf({ type, vatBreakdown, roundingOre, toPayOre }: Booked, accounts: Accounts): Posting[] {
  const sign = type === 'Invoice' ? 1 : -1;
  return [
    { account: accounts.receivables, amountOre: ore(toPayOre) },
    ...vatBreakdown.flatMap(({ vatCategory, vatRate, amountOre, vatOre }) => [
      { account: salesAccount(accounts, vatCategory, vatRate), amountOre: ore(0 - amountOre) },
      ...(vatOre === 0 ? [] : [{ account: vatAccount(accounts, vatRate), amountOre: ore(0 - vatOre) }]),
    ]),
    ...(roundingOre === 0 ? [] : [{ account: accounts.rounding, amountOre: ore(0 - roundingOre) }]),
  ].map(({ account, amountOre }) => ({ account, amountOre: ore(sign * amountOre + 0) }));
}

const salesAccount = ({ sales }: Accounts, category: VatCategory, rate: number): number =>
  known(sales[`${category}${rate}`], `sales with VAT ${category} ${rate} %`);
const vatAccount = ({ outputVat }: Accounts, rate: number): number => known(outputVat[rate], `VAT of ${rate} %`);

function known(account: number | undefined, what: string): number {
  if (account === undefined) throw new Error(`there is no account for ${what}`);
  return account;
}

/**
 * A SIE 4 file of transactions (SIE-gruppen, "SIE filformat", type 4I): one voucher for each document, numbered by year and
 * place in the series, which is the same in every export. Lines end in CR LF; bytes come from `inCp437`.
 */
export function sieOf(
  company: { name: string; orgNumber: string },
  documents: readonly Booked[],
  accounts: Accounts,
  generated: Day,
): string {
  const vouchers = documents.map((document) => ({ document, postings: postingsOf(document, accounts) }));
  const used = [...new Set(vouchers.flatMap(({ postings }) => postings.map(({ account }) => account)))];
  return [
    '#FLAGGA 0',
    '#PROGRAM "ThenorSound" 1.0',
    '#FORMAT PC8',
    `#GEN ${compact(generated)}`,
    '#SIETYP 4',
    `#ORGNR ${hyphenated(company.orgNumber)}`,
    `#FNAMN ${quoted(company.name)}`,
    ...used
      .toSorted((one, other) => one - other)
      .map((account) => `#KONTO ${account} ${quoted(nameOf(account, accounts))}`),
    ...vouchers.flatMap(({ document: { type, number, issuedDate, buyerName }, postings }) => [
      // Numbers may be quoted, the day of registration may follow: there are readers that want both.
      `#VER "A" "${number.replace('-', '')}" ${compact(issuedDate)} ${quoted(
        `${type === 'Invoice' ? 'Faktura' : 'Kreditfaktura'} ${number} ${buyerName}`,
      )} ${compact(issuedDate)}`,
      '{',
      ...postings.map(({ account, amountOre }) => `#TRANS ${account} {} ${decimal(amountOre)}`),
      '}',
    ]),
  ]
    .map((row) => `${row}\r\n`)
    .join('');
}

function nameOf(account: number, { receivables, rounding, sales, outputVat }: Accounts): string {
  if (account === receivables) return 'Kundfordringar';
  if (account === rounding) return 'Öres- och kronutjämning';
  for (const [rate, vat] of Object.entries(outputVat)) if (vat === account) return `Utgående moms ${rate} %`;
  if (account === sales['AE0']) return 'Försäljning tjänster till annat EU-land';
  if (account === sales['E0']) return 'Försäljning, momsfri';
  const [taxed] = Object.entries(sales).find(([, one]) => one === account) ?? [];
  return `Försäljning ${taxed?.replace('S', '')} % moms`;
}

const compact = (day: Day): string => day.replaceAll('-', '');
const decimal = (amount: Ore): string => (amount / 100).toFixed(2);

/** Within quotes a quote is escaped, and there are no control characters (SIE filformat, section 5). */
const quoted = (text: string): string =>
  `"${text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', '\\"')}"`;
