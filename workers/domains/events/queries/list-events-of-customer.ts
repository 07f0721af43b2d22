import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { pageOf } from '#shared/paging';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import { EventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';
import { eventsPage, EventsQuery } from './events-page.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers/{cid}/events',
    access: 'events:list',
    summary: 'List the events of an organizer, newest start first',
    params: z.object({ cid: CustomerId }),
    query: EventsQuery,
    answers: { 200: { description: 'A page of events', body: pageOf(EventView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, query, actor, deps }) => {
    requireReach(actor, 'events:list', { companies: [params.cid] }, 'The customer');
    const [customer, page] = await Promise.all([
      ask('customers', deps.customer(params.cid)),
      eventsPage(params.cid, query, deps),
    ]);
    if (!customer) throw notFound('The customer');
    return reply(200, page);
  },
);
