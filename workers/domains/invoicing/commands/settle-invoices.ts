import { settle } from '#shared/outbox';
import type { Deps } from '../ports.ts';
import { issueCredit } from './credit-invoice.ts';
import { forgetPending } from './issue-invoice.ts';
import { finishInvoice, releaseCredited } from './merge-bookings.ts';

/**
 * Finishes what was left unsettled, a bounded number at a time: issues invoices that are on their way, by the same
 * steps as a request, credit notes that were decided, and sends events that a subscriber may not have. An entry of a series' `pending` always names an
 * invoice that is Issuing, or Issued and not settled yet, so walking the unsettled invoices walks every entry.
 */
export async function settleInvoices(deps: Deps): Promise<void> {
  await settle(deps.invoices, {
    ...deps,
    now: deps.call.now(),
    traceId: deps.call.trace.traceId,
    finish: async (invoice) => {
      const issued = await finishInvoice(invoice, deps);
      await forgetPending(issued, deps);
      for (const credit of issued.creditNotes) await issueCredit(issued, credit, deps);
      await releaseCredited(issued, deps);
      return true;
    },
  });
}
