import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import { UserView } from '../user.view.ts';
import { usersOfCompany } from '../users-of-company.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/customer/{customerId}',
    access: 'users:list',
    summary: 'List all users of a company by name',
    params: z.object({ customerId: CustomerId }),
    answers: { 200: { description: 'The users of the company', body: z.array(UserView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    const { customerId } = params;
    requireReach(actor, 'users:list', { companies: [customerId] }, 'The customer');
    const [users, company] = await Promise.all([
      usersOfCompany(customerId, deps),
      ask('customers', deps.customer(customerId)),
    ]);
    if (!company) throw notFound('The customer');
    return reply(200, users);
  },
);
