import * as z from 'zod';
import { endpoint, etagOf, hashOf, reply } from '#shared/endpoint';
import { InvoiceId } from '#shared/ids';
import { preflightOf } from '../domain/preflight.ts';
import type { Deps } from '../ports.ts';
import { creditedBy, readableInvoice } from '../read-paper.ts';

const PreflightView = z
  .object({
    ready: z.boolean().meta({ description: 'Nothing fatal was found: it is complete before the law and can be sent' }),
    findings: z.array(
      z.object({
        rule: z
          .string()
          .meta({ example: 'PEPPOL-EN16931-R003', description: 'The official rule, or the point of the law' }),
        field: z.string().meta({ example: 'buyer.invoiceReference' }),
        message: z.string().meta({ example: 'The buyer’s reference is needed, or a booking as the order' }),
        severity: z.enum(['fatal', 'warning']),
      }),
    ),
  })
  .meta({ id: 'Preflight' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/invoices/{id}/preflight',
    access: 'invoices:read',
    summary: 'Check an invoice, a Draft too, against the rules of Peppol and of ML 17 kap. 24 §',
    params: z.object({ id: InvoiceId }),
    answers: { 200: { description: 'What was found', body: PreflightView, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    const invoice = await readableInvoice(params.id, actor, deps);
    const findings = preflightOf({ ...invoice, credits: await creditedBy(invoice, deps) });
    const view = { ready: findings.every(({ severity }) => severity !== 'fatal'), findings };
    return reply(200, view, { etag: etagOf(invoice.version, await hashOf(view)) });
  },
);
