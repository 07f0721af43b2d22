import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { text } from '#shared/fields';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { scopeOf } from '#shared/permissions';
import { beginsWith } from '#shared/text-search';
import { CustomerView, toView } from '../customer.view.ts';
import type { Deps } from '../ports.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers',
    access: 'customers:list',
    summary: 'List customers by name: an administrator sees all, a manager the own company',
    query: z.object({
      ...pageQuery,
      customerType: z
        .enum(['1', '2'], 'must be 1 or 2')
        .transform(Number)
        .optional()
        .meta({ type: 'integer', enum: [1, 2] }),
      q: text(1, 200).optional().meta({ description: 'The beginning of the name, ignoring case' }),
    }),
    answers: { 200: { description: 'A page of customers', body: pageOf(CustomerView) } },
  },
  async ({ query, actor, deps }) => {
    const scope = scopeOf(actor, 'customers:list');
    const filter = {
      live: true,
      ...(scope !== 'any' && { _id: oid(scope) }),
      ...(query.customerType !== undefined && { customerType: query.customerType }),
      ...(query.q !== undefined && { nameKey: beginsWith(query.q) }),
    };
    const [customers, totalCount] = await Promise.all([
      deps.customers.find(filter, { sort: { nameKey: 1, _id: 1 }, skip: skipOf(query), limit: query.pageSize }),
      deps.customers.count(filter),
    ]);
    return reply(200, toPage(customers.map(toView), totalCount, query));
  },
);
