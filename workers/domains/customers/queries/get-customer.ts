import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, etagOf, hashOf, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { askForEnrichment } from '#shared/reply';
import { UserView } from '../../users/user.view.ts';
import { CustomerView, toView } from '../customer.view.ts';
import type { Deps } from '../ports.ts';
import { tariffsOf } from '../tariffs-of.ts';
import { TariffView, toTariffView } from '../tariff.view.ts';

const CustomerWithPeople = CustomerView.extend({
  tariffs: z.array(TariffView),
  users: z.array(UserView).nullable().meta({ description: 'null while the users service cannot be reached' }),
}).meta({ id: 'CustomerWithPeople' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers/{id}',
    access: 'customers:read',
    summary: 'Read a customer with its tariffs and its users',
    params: z.object({ id: CustomerId }),
    answers: { 200: { description: 'The customer', body: CustomerWithPeople, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps, call }) => {
    requireReach(actor, 'customers:read', { companies: [params.id] }, 'The customer');
    const [customer, storedTariffs, users] = await Promise.all([
      deps.customers.findOne({ _id: oid(params.id), live: true }),
      tariffsOf(params.id, deps),
      askForEnrichment('users', deps.usersOf(params.id), call.trace.traceId),
    ]);
    if (!customer) throw notFound('The customer');
    const tariffs = storedTariffs.map(toTariffView);
    return reply(
      200,
      { ...toView(customer), tariffs, users },
      { etag: etagOf(customer.version, await hashOf([tariffs, users])) },
    );
  },
);
