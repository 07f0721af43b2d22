import * as z from 'zod';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { InvoiceId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import { paperOf, readableInvoice } from '../read-paper.ts';
import { ublOf } from '../ubl/ubl-of.ts';

const XML = 'application/xml';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/invoices/{id}/ubl',
    access: 'invoices:read',
    summary: 'Read an issued invoice or credit note as a Peppol BIS Billing 3 e-invoice (UBL 2.1)',
    params: z.object({ id: InvoiceId }),
    answers: { 200: { description: 'The e-invoice', body: z.string(), etag: true, files: [XML], onlyFiles: true } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, actor, deps }) => {
    const invoice = await readableInvoice(params.id, actor, deps);
    const paper = await paperOf(invoice, deps);
    return reply(200, ublOf(paper), {
      etag: etagOf(invoice.version),
      headers: {
        'content-type': `${XML}; charset=utf-8`,
        'content-disposition': `attachment; filename="${paper.number}.xml"`,
      },
    });
  },
);
