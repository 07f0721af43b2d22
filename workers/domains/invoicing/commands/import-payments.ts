import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { invalidField } from '#shared/errors';
import { InvoiceId } from '#shared/ids';
import { Day } from '#shared/instant';
import { ore, Sek, sekOf, type Ore } from '#shared/money';
import { bankFileText, parseBgMax, type BankPayment, type Deposit } from '../domain/bgmax.ts';
import { leftToPay, type InvoiceState } from '../domain/status.ts';
import type { StoredInvoice } from '../invoice.documents.ts';
import type { Deps } from '../ports.ts';
import { recordPayment } from './record-payment.ts';

const LOOKED_UP_AT_ONCE = 500;
const RECORDED_AT_ONCE = 10;

/** A payment of the file, with what names it for good: no other payment of this or any other file has its key. */
interface Incoming extends BankPayment {
  key: string;
  day: Day;
}

const payment = {
  reference: z.string().meta({ example: '2026000105' }),
  amount: Sek.meta({ description: 'SEK; below 0 for a deduction' }),
  paidDate: Day,
};
const ofInvoice = { ...payment, invoiceId: InvoiceId, invoiceNumber: z.string().nullable() };
const ImportView = z
  .object({
    matched: z.array(
      z.object({
        ...ofInvoice,
        leftToPay: Sek.meta({ description: 'Of the invoice, after it; below 0: too much was paid' }),
      }),
    ),
    unmatched: z.array(
      z.object({
        ...payment,
        reason: z.enum(['no-such-reference', 'invoice-cancelled', 'deduction-beyond-payments']),
      }),
    ),
    duplicates: z.array(z.object(ofInvoice)),
  })
  .meta({ id: 'PaymentImport' });
type ImportView = z.infer<typeof ImportView>;

/**
 * Records the payments of a BgMax file on the invoices whose OCR references they carry. What the file has for one invoice
 * is one write, which also notes the payments' keys: a file that comes twice, or twice at once, finds them there.
 * Throws 400, with nothing recorded, where a deposit came to a bankgiro of nobody who sells here.
 */
export async function importPayments(deposits: readonly Deposit[], actor: SignedIn, deps: Deps): Promise<ImportView> {
  const found = await Promise.all(deposits.map((deposit) => invoicesPaidBy(deposit, deps)));
  const answer: ImportView = { matched: [], unmatched: [], duplicates: [] };
  const byInvoice = new Map<InvoiceId, Incoming[]>();
  for (const [place, deposit] of deposits.entries()) {
    for (const incoming of incomingOf(deposit)) {
      const invoice = found[place]?.get(referenceOf(incoming));
      if (invoice) byInvoice.set(invoice, [...(byInvoice.get(invoice) ?? []), incoming]);
      else answer.unmatched.push({ ...toView(incoming), reason: 'no-such-reference' });
    }
  }
  const work = [...byInvoice];
  for (let from = 0; from < work.length; from += RECORDED_AT_ONCE) {
    const settled = await Promise.all(
      work.slice(from, from + RECORDED_AT_ONCE).map(([id, incoming]) => recordAll(id, incoming, actor, deps)),
    );
    for (const part of settled) {
      answer.matched.push(...part.matched);
      answer.unmatched.push(...part.unmatched);
      answer.duplicates.push(...part.duplicates);
    }
  }
  return answer;
}

/** Spaces and zeros in front are the bank's padding. */
const referenceOf = ({ reference }: BankPayment): string => reference.replaceAll(/\s/g, '').replace(/^0+/, '');

/** Records of nothing only carry a reference. */
const incomingOf = ({ bankgiro, day, serial, payments }: Deposit): Incoming[] =>
  payments
    .map((given) => ({ ...given, day, key: [bankgiro, day, serial, given.serial, given.extra].join(' ') }))
    .filter(({ amountOre }) => amountOre !== 0);

const toView = ({ reference, amountOre, day }: Incoming) => ({ reference, amount: sekOf(amountOre), paidDate: day });

/** The invoices of a deposit's bankgiro by their references. Throws 400 where nobody here has that bankgiro. */
async function invoicesPaidBy(deposit: Deposit, deps: Deps): Promise<Map<string, InvoiceId>> {
  const { bankgiro } = deposit;
  const isOurs =
    deps.platformSeller?.bankgiro === bankgiro ||
    (await deps.invoices.findOne({ 'seller.bankgiro': bankgiro, ocr: { $type: 'string' } })) !== null;
  // The number is not repeated: bank accounts stay out of errors.
  if (!isOurs) throw invalidField('', 'has a deposit to a bankgiro of nobody who sells here');
  const references = [...new Set(incomingOf(deposit).map(referenceOf))].filter((reference) => reference !== '');
  const byReference = new Map<string, InvoiceId>();
  for (let from = 0; from < references.length; from += LOOKED_UP_AT_ONCE) {
    const ocr = { $in: references.slice(from, from + LOOKED_UP_AT_ONCE), $type: 'string' };
    for (const { _id, ...invoice } of await deps.invoices.find({ 'seller.bankgiro': bankgiro, ocr })) {
      if (invoice.ocr !== null) byReference.set(invoice.ocr, _id);
    }
  }
  return byReference;
}

/** Records on one invoice what of these payments it does not have yet. */
async function recordAll(
  id: InvoiceId,
  incoming: readonly Incoming[],
  actor: SignedIn,
  deps: Deps,
): Promise<ImportView> {
  for (;;) {
    const invoice = await deps.invoices.findOne({ _id: oid(id) });
    if (!invoice) throw new Error(`the invoice ${id} is gone: invoices are never deleted`);
    const about = { invoiceId: id, invoiceNumber: invoice.number };
    const known = new Set(invoice.bankPayments.map(({ key }) => key));
    const isKnown = ({ key }: Incoming) => known.has(key);
    const duplicates = incoming.filter(isKnown).map((one) => ({ ...toView(one), ...about }));
    const fresh = incoming.filter((one) => !isKnown(one));
    const last = fresh.at(-1);
    if (!last) return { matched: [], unmatched: [], duplicates };

    const amountOre = ore(fresh.reduce((sum, one) => sum + one.amountOre, 0));
    const reason = refusalOf(invoice, amountOre);
    if (reason) return { matched: [], unmatched: fresh.map((one) => ({ ...toView(one), reason })), duplicates };
    const bankPayments = fresh.map((one) => ({ key: one.key, amountOre: one.amountOre }));
    const received = { amountOre, paidDate: last.day, method: 'Bankgiro', bankPayments };
    const paid = await recordPayment(invoice, received, 'payments:import', actor, deps);
    if (!paid) continue;
    const left = sekOf(leftToPay(paid));
    return { matched: fresh.map((one) => ({ ...toView(one), ...about, leftToPay: left })), unmatched: [], duplicates };
  }
}

/**
 * Why money cannot be booked on an invoice; undefined where it can. A cancelled one is owed nothing. A deduction may lower what
 * was paid, but never below nothing, and a Paid invoice stays Paid: that is for a person to sort out.
 */
function refusalOf(
  { state, paidOre }: Pick<StoredInvoice, 'paidOre'> & { state: InvoiceState },
  amountOre: Ore,
): 'invoice-cancelled' | 'deduction-beyond-payments' | undefined {
  if (state === 'Cancelled') return 'invoice-cancelled';
  if (amountOre < 0 && (state === 'Paid' || paidOre + amountOre < 0)) return 'deduction-beyond-payments';
  return undefined;
}

const BgMaxFile = z.instanceof(Uint8Array).transform((bytes, context): Deposit[] => {
  const parsed = parseBgMax(bankFileText(bytes));
  if (Array.isArray(parsed)) return parsed;
  context.addIssue({ code: 'custom', message: `line ${parsed.line} ${parsed.fault}` });
  return z.NEVER;
});

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/payments/bgmax',
    access: 'payments:import',
    summary: 'Import the payments of a BgMax file from Bankgirot; the same file again changes nothing',
    body: BgMaxFile,
    bodyFile: 'text/plain',
    answers: { 200: { description: 'What became of each payment', body: ImportView } },
  },
  async ({ body, actor, deps }) => reply(200, await importPayments(body, actor, deps)),
);
