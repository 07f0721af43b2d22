import { endpoint, reply } from '#shared/endpoint';
import { pageOf } from '#shared/paging';
import { scopeOf } from '#shared/permissions';
import { EventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';
import { eventsPage, EventsQuery } from './events-page.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/events',
    access: 'events:list',
    summary: 'List events, newest start first: an administrator sees all, an organizer their own',
    query: EventsQuery,
    answers: { 200: { description: 'A page of events', body: pageOf(EventView) } },
  },
  async ({ query, actor, deps }) => reply(200, await eventsPage(scopeOf(actor, 'events:list'), query, deps)),
);
