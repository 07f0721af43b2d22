import * as z from 'zod';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { InvoiceId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import { paperOf, readableInvoice } from '../read-paper.ts';
import { pdfOf } from '../pdf/pdf-of.ts';

const PDF = 'application/pdf';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/invoices/{id}/pdf',
    access: 'invoices:read',
    summary: 'Read an issued invoice or credit note as a PDF to read and to pay, in Swedish',
    params: z.object({ id: InvoiceId }),
    answers: {
      200: {
        description: 'The page or pages',
        body: z.instanceof(Uint8Array),
        etag: true,
        files: [PDF],
        onlyFiles: true,
      },
    },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, actor, deps }) => {
    const invoice = await readableInvoice(params.id, actor, deps);
    const paper = await paperOf(invoice, deps);
    return reply(200, await pdfOf(paper), {
      etag: etagOf(invoice.version),
      headers: {
        'content-type': PDF,
        'content-disposition': `inline; filename="${paper.number}.pdf"`,
      },
    });
  },
);
