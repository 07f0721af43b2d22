import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { oid, type Query } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { text } from '#shared/fields';
import { CustomerId } from '#shared/ids';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { scopeOf } from '#shared/permissions';
import { ask } from '#shared/reply';
import { beginsWith } from '#shared/text-search';
import type { Deps } from '../ports.ts';
import { unseal } from '../sensitive-fields.ts';
import { toView, UserView } from '../user.view.ts';

const ListUsers = z.object({
  ...pageQuery,
  userType: z
    .enum(['1', '2', '3'], 'must be 1, 2 or 3')
    .transform(Number)
    .optional()
    .meta({ type: 'integer', enum: [1, 2, 3] }),
  customerId: CustomerId.optional(),
  q: text(1, 200).optional().meta({ description: 'The beginning of the name or of the e-mail address' }),
});

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users',
    access: 'users:list',
    summary: 'List users by name: an administrator sees all, a manager those of the own company',
    query: ListUsers,
    answers: { 200: { description: 'A page of users', body: pageOf(UserView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ query, actor, deps }) => {
    const filter = filterOf(query, companyAskedFor(actor, query.customerId));
    const [users, totalCount] = await Promise.all([
      deps.users.find(filter, { sort: { nameKey: 1, _id: 1 }, skip: skipOf(query), limit: query.pageSize }),
      deps.users.count(filter),
      query.customerId !== undefined && requireCustomer(query.customerId, deps),
    ]);
    const views = await Promise.all(users.map(async (user) => toView(user, await unseal(user, deps.cipher))));
    return reply(200, toPage(views, totalCount, query));
  },
);

/** The company whose users are listed; null for everybody. Another company's is 404, like an unknown one's. */
function companyAskedFor(actor: SignedIn, customerId: CustomerId | undefined): CustomerId | null {
  const scope = scopeOf(actor, 'users:list');
  if (scope === 'any') return customerId ?? null;
  if (customerId !== undefined && customerId !== scope) throw notFound('The customer');
  return scope;
}

async function requireCustomer(customerId: CustomerId, deps: Deps): Promise<void> {
  if (!(await ask('customers', deps.customer(customerId)))) throw notFound('The customer');
}

/** Each alternative names every field, so that each finds its own index. */
export function filterOf({ userType, q }: z.infer<typeof ListUsers>, customerId: CustomerId | null): Query {
  const filter = {
    live: true,
    ...(customerId !== null && { customerId: oid(customerId) }),
    ...(userType !== undefined && { userType }),
  };
  if (q === undefined) return filter;
  return {
    $or: [
      { ...filter, nameKey: beginsWith(q) },
      { ...filter, email: beginsWith(q) },
    ],
  };
}
