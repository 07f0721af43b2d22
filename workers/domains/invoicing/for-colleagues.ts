import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { oid } from '#shared/documents';
import type { CustomerId, InvoiceId } from '#shared/ids';
import type { Period } from '#shared/instant';
import { backlogOf, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import { markOverdueInvoices } from './commands/mark-overdue.ts';
import { settleInvoices } from './commands/settle-invoices.ts';
import { depsFrom, type Env } from './deps.ts';
import type { Paper } from './domain/paper.ts';
import { hiddenStates } from './domain/status.ts';
import { invoiceState, type StoredInvoice } from './invoice.documents.ts';
import { pdfOf } from './pdf/pdf-of.ts';
import { paperOf } from './read-paper.ts';
import { revenueOf, type InvoicedRevenue } from './queries/revenue-of.ts';

export type { InvoicedRevenue } from './queries/revenue-of.ts';

/** An invoice as other Workers see it: who buys, who sells (null: the platform), and what is owed when. */
export type InvoiceForColleagues = Pick<
  StoredInvoice,
  | '_id'
  | 'type'
  | 'bookingId'
  | 'customerId'
  | 'sellerId'
  | 'number'
  | 'ocr'
  | 'totalOre'
  | 'toPayOre'
  | 'supplyDate'
  | 'issuedDate'
  | 'dueDate'
>;

/** An issued invoice or credit note as a mail to its buyer needs it, with the PDF to attach. */
export interface InvoiceForMail extends Pick<Paper, 'type' | 'number' | 'ocr' | 'totalOre' | 'toPayOre' | 'dueDate'> {
  sellerName: string;
  buyerName: string;
  /** Where it goes; null where the buyer has no address by now. */
  buyerEmail: string | null;
  /** What a credit note credits; null for an invoice. */
  credits: Paper['credits'];
  pdf: Uint8Array;
}

/** What this Worker does for the others. */
export class InvoicingForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** An invoice or credit note; null where there is none. */
  invoice(traceparent: string, id: InvoiceId): Promise<Reply<InvoiceForColleagues | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ invoices }) => {
      const found = await invoices.findOne({ _id: oid(id), state: { $nin: hiddenStates } });
      return found && forColleagues(found);
    });
  }

  /** What goes to the buyer by mail; null where there is no such invoice. Refused with a conflict while it has no number. */
  invoiceForMail(traceparent: string, id: InvoiceId): Promise<Reply<InvoiceForMail | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      const found = await deps.invoices.findOne({ _id: oid(id), state: { $nin: hiddenStates } });
      if (!found) return null;
      const [paper, buyer] = await Promise.all([paperOf(found, deps), deps.customer(found.customerId)]);
      return forMail(paper, buyer?.email ?? null);
    });
  }

  /** Where an invoice goes by mail: the address its buyer has now; null for a buyer, or an invoice, that there is not. */
  mailAddressOf(traceparent: string, id: InvoiceId): Promise<Reply<string | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      const found = await deps.invoices.findOne({ _id: oid(id), state: { $nin: hiddenStates } });
      return (found && (await deps.customer(found.customerId))?.email) ?? null;
    });
  }

  /** Whether a company still owes or is owed something, as buyer or as seller; what is yet to be issued counts too. */
  hasUnpaidInvoicesOf(traceparent: string, companyId: CustomerId): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ invoices }) => {
      const { Draft, Gathering, Issuing, Issued, Overdue } = invoiceState;
      const unpaid = { type: 'Invoice', state: { $in: [Draft, Gathering, Issuing, Issued, Overdue] } };
      const [bought, sold] = await Promise.all([
        invoices.findOne({ customerId: oid(companyId), ...unpaid }),
        invoices.findOne({ sellerId: oid(companyId), ...unpaid }),
      ]);
      return bought !== null || sold !== null;
    });
  }

  /** What was invoiced to an event organizer, and paid by it, for work that ended in a period. */
  revenueOf(traceparent: string, customerId: CustomerId, period: Period): Promise<Reply<InvoicedRevenue>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => revenueOf(customerId, period, deps));
  }

  /** Which of these messages have taken their effect here. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ inbox }) => inbox.handled(ids));
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => backlogOf({ invoices: deps.invoices }));
  }

  /**
   * Settles what is unsettled (invoices whose number is on its way, events that a subscriber may not have), and marks what
   * has fallen due.
   */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      await Promise.all([settleInvoices(deps), markOverdueInvoices(deps)]);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'invoicing', env: this.env, ctx: this.ctx };
  }
}

const forColleagues = (invoice: StoredInvoice): InvoiceForColleagues => ({
  _id: invoice._id,
  type: invoice.type,
  bookingId: invoice.bookingId,
  customerId: invoice.customerId,
  sellerId: invoice.sellerId,
  number: invoice.number,
  ocr: invoice.ocr,
  totalOre: invoice.totalOre,
  toPayOre: invoice.toPayOre,
  supplyDate: invoice.supplyDate,
  issuedDate: invoice.issuedDate,
  dueDate: invoice.dueDate,
});

const forMail = async (paper: Paper, buyerEmail: string | null): Promise<InvoiceForMail> => ({
  type: paper.type,
  number: paper.number,
  ocr: paper.ocr,
  totalOre: paper.totalOre,
  toPayOre: paper.toPayOre,
  dueDate: paper.dueDate,
  sellerName: paper.seller.name,
  buyerName: paper.buyer.name,
  buyerEmail,
  credits: paper.credits,
  pdf: await pdfOf(paper),
});
