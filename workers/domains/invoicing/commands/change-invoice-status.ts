import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import { change, oid } from '#shared/documents';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { enumInput, invoiceStatus } from '#shared/enums';
import { conflict, invalid, invalidField } from '#shared/errors';
import { text } from '#shared/fields';
import { InvoiceId } from '#shared/ids';
import { Day, dayOf } from '#shared/instant';
import { SekInput } from '#shared/money';
import { isOverdue, leftToPay, stepTo } from '../domain/status.ts';
import { sellersInvoice } from '../find-invoice.ts';
import { invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import { InvoiceView, shownStatus, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';
import { creditInvoice } from './credit-invoice.ts';
import { generateInvoice } from './generate-invoice.ts';
import { issueInvoice } from './issue-invoice.ts';
import { markOverdue } from './mark-overdue.ts';
import { recordPayment } from './record-payment.ts';

const StatusInput = z
  .strictObject({
    newStatus: enumInput(invoiceStatus),
    paidDate: Day.optional().meta({ description: 'When the money came; today where absent' }),
    paymentMethod: text(1, 50).optional().meta({ example: 'Bankgiro' }),
    amount: SekInput.refine((amount) => amount > 0, 'must be more than 0')
      .optional()
      .meta({ type: 'number', example: 1250, description: 'SEK; all that is left where absent' }),
  })
  .meta({ id: 'InvoiceStatusChange' });
type StatusInput = z.infer<typeof StatusInput>;

const OF_A_PAYMENT = ['paidDate', 'paymentMethod', 'amount'] as const;

/**
 * Brings an invoice to a status: by issuing it, recording a payment, marking it overdue or cancelling it. Asking for the
 * status that it has changes nothing.
 */
export async function changeInvoiceStatus(
  id: InvoiceId,
  wish: StatusInput,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
): Promise<StoredInvoice> {
  for (;;) {
    const invoice = await sellersInvoice(id, 'invoices:change-status', actor, deps);
    requireVersion(invoice.version, ifMatch);
    const changed = await takeStep(invoice, wish, actor, deps);
    if (changed) return changed;
    // Somebody was faster: what they left decides.
  }
}

/** One attempt, by the invoice as read; null where it changed meanwhile. */
async function takeStep(
  invoice: StoredInvoice,
  wish: StatusInput,
  actor: SignedIn,
  deps: Deps,
): Promise<StoredInvoice | null> {
  if (invoice.type === 'CreditNote' && shownStatus(invoice.state) !== wish.newStatus) {
    throw conflict('A credit note stays Issued');
  }
  switch (stepTo(invoice.state, wish.newStatus)) {
    case 'same':
      return invoice;
    case 'issue':
      return issue(invoice, actor, deps);
    case 'drop':
      return dropDraft(invoice, actor, deps);
    case 'pay':
      return pay(invoice, wish, actor, deps);
    case 'fall-due':
      if (isOverdue(invoice.dueDate, dayOf(deps.call.now()))) return markOverdue(invoice, actor, deps);
      throw conflict(`The invoice is not overdue before the day after ${invoice.dueDate}`);
    case 'credit':
      return cancelIssued(invoice, actor, deps);
    case 'refused':
      throw conflict(`An invoice that is ${shownStatus(invoice.state)} cannot become ${wish.newStatus}`);
  }
}

/** The invoice as issued; null where its Draft was issued by somebody else, or dropped. */
async function issue(invoice: StoredInvoice, actor: SignedIn, deps: Deps): Promise<StoredInvoice | null> {
  if (invoice.state === 'Issuing') return issueInvoice(invoice, deps);
  if (invoice.bookingId === null) throw new Error(`the Draft ${invoice._id} is of no booking`);
  return generateInvoice({ bookingId: invoice.bookingId, extraLines: [], requestId: null, actor }, deps, deps.call);
}

/** A Draft that is not to become an invoice; it keeps the booking's place. */
async function dropDraft(invoice: StoredInvoice, actor: SignedIn, deps: Deps): Promise<StoredInvoice | null> {
  const now = deps.call.now();
  const events = [audited(actor, 'invoices:change-status', 'invoice', invoice._id, deps.call)];
  const won = await deps.invoices.update(
    { _id: oid(invoice._id), state: invoiceState.Draft, version: invoice.version },
    change(now, { set: { state: invoiceState.Cancelled }, events }),
  );
  if (!won) return null;
  deps.publish(events);
  return { ...invoice, state: 'Cancelled', version: invoice.version + 1, updatedAt: now };
}

/** An issued invoice is cancelled by a credit note for the rest of it; null where it was paid or cancelled meanwhile. */
async function cancelIssued(invoice: StoredInvoice, actor: SignedIn, deps: Deps): Promise<StoredInvoice | null> {
  const wish = {
    reason: 'Fakturan är makulerad',
    what: 'rest' as const,
    onlyUnpaid: true as const,
    requestId: null,
    actor,
  };
  const find = () => sellersInvoice(invoice._id, 'invoices:change-status', actor, deps);
  const { original, note } = await creditInvoice(find, wish, deps);
  return note && original;
}

async function pay(
  invoice: StoredInvoice,
  { amount, paidDate, paymentMethod }: StatusInput,
  actor: SignedIn,
  deps: Deps,
): Promise<StoredInvoice | null> {
  const today = dayOf(deps.call.now());
  if (paidDate !== undefined && paidDate > today) throw invalidField('paidDate', 'must not be in the future');
  const payment = {
    amountOre: amount ?? leftToPay(invoice),
    paidDate: paidDate ?? today,
    method: paymentMethod ?? 'Other',
  };
  return recordPayment(invoice, payment, 'invoices:change-status', actor, deps);
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/invoices/{id}/status',
    access: 'invoices:change-status',
    summary: 'Issue, pay, cancel an invoice or mark it overdue; a payment below what is left leaves the status',
    params: z.object({ id: InvoiceId }),
    body: StatusInput,
    answers: { 200: { description: 'The invoice as it now stands', body: InvoiceView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps }) => {
    const strange = OF_A_PAYMENT.filter((field) => body.newStatus !== 'Paid' && body[field] !== undefined);
    if (strange.length > 0) {
      throw invalid(strange.map((field) => ({ field, message: 'is only for newStatus Paid' })));
    }
    const invoice = await changeInvoiceStatus(params.id, body, ifMatch, actor, deps);
    return reply(200, toView(invoice), { etag: etagOf(invoice.version) });
  },
);
