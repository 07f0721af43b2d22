import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { notFound } from '#shared/errors';
import type { InvoiceId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { isHidden } from './domain/status.ts';
import type { StoredInvoice } from './invoice.documents.ts';
import type { Deps } from './ports.ts';

/** An invoice that the caller sells. Throws 404 for any other. */
export async function sellersInvoice(
  id: InvoiceId,
  action: 'invoices:change-status' | 'invoices:credit',
  actor: SignedIn,
  { invoices }: Pick<Deps, 'invoices'>,
): Promise<StoredInvoice> {
  const invoice = await invoices.findOne({ _id: oid(id) });
  if (!invoice || isHidden(invoice.state)) throw notFound('The invoice');
  requireReach(actor, action, { companies: [invoice.sellerId] }, 'The invoice');
  return invoice;
}
