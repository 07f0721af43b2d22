import { audited } from '#shared/audit';
import { change, oid } from '#shared/documents';
import { occurred, type Envelope } from '#shared/domain-events';
import type { Actor } from '#shared/actor';
import type { Day } from '#shared/instant';
import { ore, type Ore } from '#shared/money';
import { leftToPay } from '../domain/status.ts';
import { invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import type { Deps } from '../ports.ts';

/** Money that came in for an invoice. */
export interface Payment {
  amountOre: Ore;
  paidDate: Day;
  method: string;
}

/**
 * Adds a payment to an invoice that is Issued or Overdue, as it was read: what covers all that is left makes it Paid,
 * anything less leaves its status. null where the invoice changed meanwhile.
 */
export async function recordPayment(
  invoice: StoredInvoice,
  { amountOre, paidDate, method }: Payment,
  actor: Actor,
  deps: Deps,
): Promise<StoredInvoice | null> {
  const { _id, customerId, version } = invoice;
  const now = deps.call.now();
  const state = amountOre >= leftToPay(invoice) ? ('Paid' as const) : invoice.state;
  const paid = { state, paidOre: ore(invoice.paidOre + amountOre), paidDate, paymentMethod: method };
  const events: Envelope[] = [
    audited(actor, 'invoices:change-status', 'invoice', _id, deps.call),
    occurred(
      'invoice.payment-received',
      { invoiceId: _id, customerId, amount: amountOre, paymentMethod: method },
      { now, traceId: deps.call.trace.traceId },
    ),
  ];
  const won = await deps.invoices.update(
    { _id: oid(_id), version },
    change(now, { set: { ...paid, state: invoiceState[state] }, events }),
  );
  if (!won) return null;
  deps.publish(events);
  return { ...invoice, ...paid, version: version + 1, updatedAt: now };
}
