import * as z from 'zod';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { InvoiceId } from '#shared/ids';
import { InvoiceView, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';
import { readableInvoice } from '../read-paper.ts';

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
    const invoice = await readableInvoice(params.id, actor, deps);
    return reply(200, toView(invoice), { etag: etagOf(invoice.version) });
  },
);
