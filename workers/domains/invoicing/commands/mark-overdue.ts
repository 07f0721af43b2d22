import type { Actor } from '#shared/actor';
import { audited } from '#shared/audit';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { dayOf } from '#shared/instant';
import { log } from '#shared/log';
import { leftToPay } from '../domain/status.ts';
import { invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import type { Deps } from '../ports.ts';

const MARKED_PER_SWEEP = 100;

/**
 * Makes issued invoices Overdue whose due day in Europe/Stockholm is over, the longest due first, a bounded number for each
 * sweep: what is left after a standstill is caught up by the next ones. Safe to run twice, or at once.
 */
export async function markOverdueInvoices(deps: Deps): Promise<void> {
  const { traceId } = deps.call.trace;
  const due = await deps.invoices.find(
    { state: invoiceState.Issued, dueDate: { $lt: dayOf(deps.call.now()) } },
    {
      sort: { dueDate: 1 },
      limit: MARKED_PER_SWEEP,
      unreadable: (invoiceId, error) => log('error', 'overdue-left-to-next-sweep', { traceId, invoiceId, error }),
    },
  );
  for (const invoice of due) {
    try {
      await markOverdue(invoice, 'system', deps);
    } catch (error) {
      // It is met again by the next sweep, and must not keep the others waiting.
      log('warn', 'overdue-left-to-next-sweep', { traceId, invoiceId: invoice._id, error });
    }
  }
}

/** Issued to Overdue, as it was read, told once; null where the invoice changed meanwhile. */
export async function markOverdue(
  invoice: StoredInvoice,
  actor: Actor | 'system',
  deps: Deps,
): Promise<StoredInvoice | null> {
  const { _id, customerId, version } = invoice;
  const now = deps.call.now();
  const action = actor === 'system' ? 'system:settle' : 'invoices:change-status';
  const events = [
    audited(actor, action, 'invoice', _id, deps.call),
    occurred(
      'invoice.overdue',
      { invoiceId: _id, customerId, amount: leftToPay(invoice) },
      { now, traceId: deps.call.trace.traceId },
    ),
  ];
  const won = await deps.invoices.update(
    { _id: oid(_id), state: invoiceState.Issued, version },
    change(now, { set: { state: invoiceState.Overdue }, events }),
  );
  if (!won) return null;
  deps.publish(events);
  return { ...invoice, state: 'Overdue', version: version + 1, updatedAt: now };
}
