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
  /** The payments of a bank file that make up the amount; none for one that a person recorded. */
  bankPayments?: StoredInvoice['bankPayments'];
}

/**
 * Adds a payment to an invoice that was issued, as it was read: what covers all that is left makes it Paid,
 * anything less leaves its status. A Paid one stays Paid. null where the invoice changed meanwhile.
 */
export async function recordPayment(
  invoice: StoredInvoice,
  { amountOre, paidDate, method, bankPayments = [] }: Payment,
  action: 'invoices:change-status' | 'payments:import',
  actor: Actor,
  deps: Deps,
): Promise<StoredInvoice | null> {
  const { _id, customerId, version } = invoice;
  const now = deps.call.now();
  const state = invoice.state === 'Paid' || amountOre >= leftToPay(invoice) ? ('Paid' as const) : invoice.state;
  const paid = { state, paidOre: ore(invoice.paidOre + amountOre), paidDate, paymentMethod: method };
  const events: Envelope[] = [
    audited(actor, action, 'invoice', _id, deps.call),
    occurred(
      'invoice.payment-received',
      { invoiceId: _id, customerId, amount: amountOre, paymentMethod: method },
      { now, traceId: deps.call.trace.traceId },
    ),
  ];
  const won = await deps.invoices.update(
    { _id: oid(_id), version },
    change(now, {
      set: { ...paid, state: invoiceState[state] },
      ...(bankPayments.length > 0 && { push: { bankPayments: { $each: bankPayments } } }),
      events,
    }),
  );
  if (!won) return null;
  deps.publish(events);
  return {
    ...invoice,
    ...paid,
    bankPayments: [...invoice.bankPayments, ...bankPayments],
    version: version + 1,
    updatedAt: now,
  };
}
