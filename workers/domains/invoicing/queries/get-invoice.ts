import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { InvoiceId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { InvoiceView, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/invoices/{id}',
    access: 'invoices:read',
    summary: 'Read an invoice or credit note: its buyer, and the crew company that sells',
    params: z.object({ id: InvoiceId }),
    answers: { 200: { description: 'The invoice', body: InvoiceView, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    const invoice = await deps.invoices.findOne({ _id: oid(params.id) });
    if (!invoice || invoice.state === 'Void') throw notFound('The invoice');
    requireReach(actor, 'invoices:read', { companies: [invoice.customerId, invoice.sellerId] }, 'The invoice');
    return reply(200, toView(invoice), { etag: etagOf(invoice.version) });
  },
);
