import * as z from 'zod';
import type { Actor } from '#shared/actor';
import { audited } from '#shared/audit';
import { change, DuplicateKey, oid } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { conflict, invalid } from '#shared/errors';
import { text } from '#shared/fields';
import { InvoiceId, newId, type BookingId } from '#shared/ids';
import { dayOf } from '#shared/instant';
import { SekInput } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { creditLines, creditOf, isCreditedInFull, partBeyond, restOf, type CreditedPart } from '../domain/credit.ts';
import { yearOf } from '../domain/numbering.ts';
import { stateAfterCredit } from '../domain/status.ts';
import { sellersInvoice } from '../find-invoice.ts';
import { StoredCredit, invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import { newInvoice } from '../invoice-of-booking.ts';
import { InvoiceView, shownStatus, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';
import { issueInvoice } from './issue-invoice.ts';
import { finishInvoice, releaseCredited } from './merge-bookings.ts';

/** What is to be credited, why, and for whom. */
interface Wish {
  reason: string;
  /** `rest`: all that is left; otherwise parts of lines, or what is left of a booking's lines. */
  what: 'rest' | CreditedPart[] | { ofBooking: BookingId };
  /** A cancelled booking keeps its place for an invoice, so that a late event finds it taken. */
  keepsSlot?: true;
  /** Only while the invoice is unpaid; a paid one is left alone. */
  onlyUnpaid?: true;
  /** The id that the gateway gave to an idempotent request; null where the client asked for none. */
  requestId: InvoiceId | null;
  actor: Actor | 'system';
}

/** The original as it now stands, and the credit note; null where there was nothing to credit. */
interface Credited {
  original: StoredInvoice;
  note: StoredInvoice | null;
}

/**
 * Credits an invoice: first the amounts are reserved on the original, in one write that expects it as it was read, so that
 * credits never exceed it; then the credit note gets its number by the same steps as an invoice (docs/decisions/0038).
 * From the reservation on it only goes forward: the sweep finishes what died.
 *
 * @param find reads the invoice anew, with whatever check of reach the caller needs
 */
export async function creditInvoice(find: () => Promise<StoredInvoice>, wish: Wish, deps: Deps): Promise<Credited> {
  for (;;) {
    const read = await find();
    const original = await finishInvoice(read, deps);
    const earlier = original.creditNotes.find(({ creditNoteId }) => creditNoteId === wish.requestId);
    if (earlier) return { original, note: await issueCredit(original, earlier, deps) };
    if (wish.onlyUnpaid && original.state !== 'Issued' && original.state !== 'Overdue') return { original, note: null };
    // Of a booking nothing is left once another message of its cancellation was faster.
    if (isOfBooking(wish.what) && partsOf(original, wish.what).length === 0) return { original, note: null };
    requireCreditable(original);

    const parts = partsOf(original, wish.what);
    if (parts.length === 0) return { original, note: null };
    const now = deps.call.now();
    const credit = {
      creditNoteId: wish.requestId ?? newId<InvoiceId>(now),
      issuedDate: dayOf(now),
      reason: wish.reason,
      ...creditOf(original, parts),
    };
    // The series is read before the credit note is there: `issueInvoice` needs it in that order.
    const [reserved, series] = await Promise.all([
      reserve(original, credit, wish, deps),
      deps.series.findOne({ sellerId: original.sellerId && oid(original.sellerId), year: yearOf(credit.issuedDate) }),
    ]);
    if (reserved) {
      const [note] = await Promise.all([issueCredit(reserved, credit, deps, series), releaseCredited(reserved, deps)]);
      return { original: reserved, note };
    }
    // Somebody was faster: what they left decides.
  }
}

const isOfBooking = (what: Wish['what']): what is { ofBooking: BookingId } => what !== 'rest' && !Array.isArray(what);

function requireCreditable({ type, state }: StoredInvoice): void {
  if (type === 'CreditNote') throw conflict('A credit note cannot be credited');
  if (state === 'Cancelled') throw conflict('Nothing is left of the invoice to credit');
  if (state !== 'Issued' && state !== 'Overdue' && state !== 'Paid') {
    throw conflict(`An invoice that is ${shownStatus(state)} cannot be credited`);
  }
}

/** Throws 400 for a line that is not there, 409 for more than is left. */
function partsOf(original: StoredInvoice, what: Wish['what']): CreditedPart[] {
  if (!Array.isArray(what)) return restOf(original, what === 'rest' ? null : what.ofBooking);
  const strange = what.flatMap(({ line }, place) =>
    line > original.lines.length
      ? [
          {
            field: `lines[${place}].line`,
            message: `must be at most ${original.lines.length}, the lines of the invoice`,
          },
        ]
      : [],
  );
  if (strange.length > 0) throw invalid(strange);
  const beyond = partBeyond(original, what);
  if (beyond) throw conflict(`That is more than what is left of line ${beyond.line}`);
  return what;
}

/** Writes the credit onto the original, as it was read; null where that changed meanwhile. */
async function reserve(
  original: StoredInvoice,
  credit: StoredCredit,
  { actor, keepsSlot }: Wish,
  deps: Deps,
): Promise<StoredInvoice | null> {
  const now = deps.call.now();
  const action = actor === 'system' ? 'system:settle' : 'invoices:credit';
  const events = [audited(actor, action, 'invoice', original._id, deps.call)];
  const creditNotes = [...original.creditNotes, credit];
  const state = stateAfterCredit({ ...original, creditNotes }, isCreditedInFull({ ...original, creditNotes }));
  const releases = isCreditedInFull({ ...original, creditNotes }) && keepsSlot === undefined;
  const won = await deps.invoices.update(
    { _id: oid(original._id), version: original.version },
    change(now, {
      set: { state: invoiceState[state] },
      push: { creditNotes: z.encode(StoredCredit, credit), creditedBy: oid(credit.creditNoteId) },
      ...(releases && { unset: ['slot'] }),
      events,
    }),
  );
  if (!won) return null;
  deps.publish(events);
  const creditedBy = [...original.creditedBy, credit.creditNoteId];
  const { slot, ...rest } = original;
  return {
    ...rest,
    ...(!releases && slot !== undefined && { slot }),
    state,
    creditNotes,
    creditedBy,
    version: original.version + 1,
    updatedAt: now,
  };
}

/** The credit note of a reservation, issued, by whomever. */
export async function issueCredit(
  original: StoredInvoice,
  credit: StoredCredit,
  deps: Deps,
  seriesSeenBefore: Parameters<typeof issueInvoice>[2] = null,
): Promise<StoredInvoice> {
  const note = creditNoteOf(original, credit, deps.call.now());
  try {
    await deps.invoices.insert(note);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.invoices.findOne({ _id: oid(note._id) });
    if (!standing) throw new Error(`the credit note ${note._id} is gone: invoices are never deleted`, { cause: error });
    return standing.state === 'Issuing' ? issueInvoice(standing, deps) : standing;
  }
  return issueInvoice(note, deps, seriesSeenBefore);
}

/** A credit note before its number: parties, day of supply and rates are the original's, not today's. */
function creditNoteOf(original: StoredInvoice, credit: StoredCredit, now: Date): StoredInvoice {
  const { creditNoteId, issuedDate, reason, parts, ...totals } = credit;
  return {
    ...newInvoice(creditNoteId, 'Issuing', original, now),
    ...firstVersion(now),
    unsettledSince: now,
    type: 'CreditNote',
    lines: creditLines(original.lines, parts),
    ...totals,
    issuedDate,
    creditsInvoiceId: original._id,
    creditReason: reason,
  };
}

const CreditInput = z
  .strictObject({
    reason: text(1, 500).meta({ example: 'En timme mindre än beställt' }),
    lines: z
      .array(
        z.strictObject({
          line: z.int().min(1).max(1_000).meta({ example: 1, description: 'Counts from 1 in the original' }),
          amount: SekInput.refine((amount) => amount > 0, 'must be more than 0').meta({
            type: 'number',
            example: 500,
            description: 'Net, SEK',
          }),
        }),
      )
      .min(1, 'must name a line, or be absent for all that is left')
      .max(1_000)
      .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, 'must name each line once')
      .optional(),
  })
  .meta({ id: 'CreditInput' });

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/invoices/{id}/credit',
    access: 'invoices:credit',
    summary: 'Credit an issued invoice, in part or all that is left of it',
    params: z.object({ id: InvoiceId }),
    body: CreditInput,
    answers: { 201: { description: 'The credit note, issued', body: InvoiceView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, body, actor, deps, newId: givenId }) => {
    const what = body.lines?.map(({ line, amount }) => ({ line, amountOre: amount })) ?? 'rest';
    const requestId = givenId === null ? null : InvoiceId.parse(givenId);
    const { note } = await creditInvoice(
      () => sellersInvoice(params.id, 'invoices:credit', actor, deps),
      { reason: body.reason, what, requestId, actor },
      deps,
    );
    if (!note) throw conflict('Nothing is left of the invoice to credit');
    return reply(201, toView(note), {
      etag: etagOf(note.version),
      headers: { location: `/api/invoices/${note._id}` },
    });
  },
);
