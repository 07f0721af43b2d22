import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { Deps } from '../ports.ts';
import { tariffsOf } from '../tariffs-of.ts';
import { TariffView, toTariffView } from '../tariff.view.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers/{id}/tariffs',
    access: 'tariffs:list',
    summary: 'List the tariffs of an event organizer',
    params: z.object({ id: CustomerId }),
    answers: { 200: { description: 'Its tariffs, by category, skill and time type', body: z.array(TariffView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    requireReach(actor, 'tariffs:list', { companies: [params.id] }, 'The customer');
    const [customer, tariffs] = await Promise.all([
      deps.customers.findOne({ _id: oid(params.id), live: true }),
      tariffsOf(params.id, deps),
    ]);
    if (!customer) throw notFound('The customer');
    return reply(200, tariffs.map(toTariffView));
  },
);
