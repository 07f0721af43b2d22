import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { conflict, notFound } from '#shared/errors';
import type { InvoiceId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { Paper } from './domain/paper.ts';
import { isHidden } from './domain/status.ts';
import type { StoredInvoice } from './invoice.documents.ts';
import type { Deps } from './ports.ts';

/** An invoice that the caller may read. Throws 404 for any other. */
export async function readableInvoice(id: InvoiceId, actor: SignedIn, { invoices }: Deps): Promise<StoredInvoice> {
  const invoice = await invoices.findOne({ _id: oid(id) });
  if (!invoice || isHidden(invoice.state)) throw notFound('The invoice');
  requireReach(actor, 'invoices:read', { companies: [invoice.customerId, invoice.sellerId] }, 'The invoice');
  return invoice;
}

/**
 * What the papers of an issued invoice say, from what was frozen when it was issued. Throws 409 for what has no number: a
 * Draft is no invoice, and a page that looks like one would be paid (docs/decisions/0041).
 */
export async function paperOf(invoice: StoredInvoice, deps: Pick<Deps, 'invoices'>): Promise<Paper> {
  const { number, issuedDate, seller, buyer } = invoice;
  if (number === null || issuedDate === null || seller === null || buyer === null) {
    throw conflict('The invoice has not been issued: it has no number yet');
  }
  return { ...invoice, number, issuedDate, seller, buyer, credits: await creditedBy(invoice, deps) };
}

/** The number and day of what a credit note corrects; null for an invoice. */
export async function creditedBy(
  { creditsInvoiceId }: StoredInvoice,
  { invoices }: Pick<Deps, 'invoices'>,
): Promise<Paper['credits']> {
  if (creditsInvoiceId === null) return null;
  const original = await invoices.findOne({ _id: oid(creditsInvoiceId) });
  if (!original || original.number === null || original.issuedDate === null) {
    throw new Error(`the credit note credits ${creditsInvoiceId}, which was never issued`);
  }
  return { number: original.number, issuedDate: original.issuedDate };
}
