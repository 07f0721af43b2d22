import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { CustomerView, toView } from '../customer.view.ts';
import type { Deps } from '../ports.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers/{id}/details',
    access: 'customers:read',
    summary: 'Read a customer alone',
    params: z.object({ id: CustomerId }),
    answers: { 200: { description: 'The customer', body: CustomerView, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    requireReach(actor, 'customers:read', { companies: [params.id] }, 'The customer');
    const customer = await deps.customers.findOne({ _id: oid(params.id), live: true });
    if (!customer) throw notFound('The customer');
    return reply(200, toView(customer), { etag: etagOf(customer.version) });
  },
);
