import { change, DuplicateKey, oid, type Query } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { newId, type CustomerId, type InvoiceId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { invoiceNumber, invoiceOcr, yearOf } from '../domain/numbering.ts';
import { invoiceState, type StoredInvoice, type StoredSeries } from '../invoice.documents.ts';
import type { Deps } from '../ports.ts';

const MOST_PAUSE_MS = 320;

/**
 * Walks an invoice that is `Issuing` forward until it is Issued with its number (docs/decisions/0013). The same steps
 * serve the request that froze it, a second request, and the sweep, all at once if need be: every step is a
 * compare-and-set, a lost one means that somebody else made progress, and nothing ever walks back.
 *
 * @param invoice the invoice, seen `Issuing`
 * @param seenBefore its series as read *before* the invoice was seen `Issuing`, where the caller has it. In the other
 *   order the invoice could have got a number, and left `pending`, in between: a second number would be burnt.
 * @returns the invoice as issued, by whomever
 */
export async function issueInvoice(
  invoice: StoredInvoice,
  deps: Deps,
  seenBefore: StoredSeries | null = null,
): Promise<StoredInvoice> {
  let seen: { invoice: StoredInvoice; series: StoredSeries | null } = { invoice, series: seenBefore };
  for (let lostClaims = 0; ; lostClaims += 1) {
    seen = seen.series === null ? await lookAgain(invoice, deps) : seen;
    if (seen.invoice.state !== 'Issuing' || seen.series === null) return seen.invoice;

    const number = await claimNumber(seen.series, invoice._id, deps);
    const issued = number === null ? null : await stamp(seen.invoice, seen.series, number, deps);
    if (issued) {
      // No one waits for this: what stays pending is no harm, and the sweep takes it out as well.
      deps.call.afterAnswer(forgetPending(issued, deps));
      return issued;
    }
    await aWhile(lostClaims);
    seen = { invoice, series: null };
  }
}

/** A random pause, longer after each lost claim: of many who want a number at once, most would only get in the way. */
const aWhile = (lostClaims: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(MOST_PAUSE_MS, 10 * 2 ** lostClaims)));

/** The series first, then the invoice: the order on which `issueInvoice` stands. */
async function lookAgain(
  { _id, sellerId, issuedDate }: StoredInvoice,
  deps: Deps,
): Promise<{ invoice: StoredInvoice; series: StoredSeries }> {
  if (issuedDate === null) throw new Error(`the invoice ${_id} is on its way without a day of issue`);
  const series = await openSeries(sellerId, yearOf(issuedDate), deps);
  const invoice = await deps.invoices.findOne({ _id: oid(_id) });
  if (!invoice) throw new Error(`the invoice ${_id} is gone: invoices are never deleted`);
  return { invoice, series };
}

/**
 * Takes the next number of a series for an invoice, or the one that it was given already. null where the series has
 * changed since it was read.
 */
async function claimNumber(series: StoredSeries, invoiceId: InvoiceId, deps: Deps): Promise<number | null> {
  const pending = series.pending.find((one) => one.invoiceId === invoiceId);
  if (pending) return pending.number;
  const claimed = await deps.series.update(
    {
      _id: oid(series._id),
      next: series.next,
      pending: { $not: { $elemMatch: { invoiceId: oid(invoiceId) } } },
    },
    change(deps.call.now(), {
      inc: { next: 1 },
      push: { pending: { number: series.next, invoiceId: oid(invoiceId) } },
    }),
  );
  return claimed ? series.next : null;
}

/** Puts the number on the invoice, which makes it Issued; null where somebody else did. */
async function stamp(
  invoice: StoredInvoice,
  series: StoredSeries,
  sequence: number,
  deps: Deps,
): Promise<StoredInvoice | null> {
  const { _id, bookingId, customerId, totalOre, dueDate } = invoice;
  // A credit note falls due on no day, and nobody pays it by a reference; its day of issue says when it counts.
  const isCredit = invoice.type === 'CreditNote';
  const countsFrom = isCredit ? invoice.issuedDate : dueDate;
  if (countsFrom === null) throw new Error(`the invoice ${_id} is on its way without a due day`);
  const now = deps.call.now();
  const number = invoiceNumber(series.year, sequence);
  const ocr = isCredit ? null : invoiceOcr(series.serial, number);
  const generated = occurred(
    'invoice.generated',
    { invoiceId: _id, bookingId, customerId, totalAmount: totalOre, dueDate: countsFrom },
    { now, traceId: deps.call.trace.traceId },
  );
  const stamped = await deps.invoices.update(
    { _id: oid(_id), state: invoiceState.Issuing },
    change(now, { set: { state: invoiceState.Issued, number, ocr }, events: [generated] }),
  );
  if (!stamped) return null;
  deps.publish([generated]);
  return { ...invoice, state: 'Issued', number, ocr, version: invoice.version + 1, updatedAt: now };
}

/** Takes an invoice that carries its number out of the series' memory of given numbers. */
export async function forgetPending({ _id, sellerId, issuedDate, number }: StoredInvoice, deps: Deps): Promise<void> {
  if (issuedDate === null || number === null) return;
  const remembered = { pending: { $elemMatch: { invoiceId: oid(_id) } } };
  await deps.series.update(
    { ...keyOf(sellerId, yearOf(issuedDate)), ...remembered },
    change(deps.call.now(), { pull: { pending: { invoiceId: oid(_id) } } }),
  );
}

const keyOf = (sellerId: CustomerId | null, year: number): Query => ({ sellerId: sellerId && oid(sellerId), year });

/** The series of a seller and year, begun where there is none. */
async function openSeries(sellerId: CustomerId | null, year: number, deps: Deps): Promise<StoredSeries> {
  for (let attempt = 1; ; attempt += 1) {
    const standing = await deps.series.findOne(keyOf(sellerId, year));
    if (standing) return standing;
    const now = deps.call.now();
    try {
      await deps.series.insert({
        _id: newId<InvoiceId>(now),
        ...firstVersion(now),
        sellerId,
        year,
        serial: sellerId === null ? 0 : await serialFor(sellerId, attempt, deps),
        next: 1,
        pending: [],
      });
    } catch (error) {
      // Somebody else began it, or took the serial: looking again tells.
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
}

/** The serial that a seller has had, or one above all others; also where its own was taken for that year by another. */
async function serialFor(sellerId: CustomerId, attempt: number, { series }: Pick<Deps, 'series'>): Promise<number> {
  const [own, highest] = await Promise.all([
    series.findOne({ sellerId: oid(sellerId) }, { sort: { year: -1 } }),
    series.findOne({ serial: { $gte: 0 } }, { sort: { serial: -1 } }),
  ]);
  return own && attempt === 1 ? own.serial : (highest?.serial ?? 0) + 1;
}
