import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { CustomerId } from '#shared/ids';
import { InstantOrDay } from '#shared/instant';
import { EventView, toEventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';
import { eventsInPeriod, organizerAsked } from './events-in-period.ts';

const TwoTimes = z.object({ startDate: z.date(), endDate: z.date() });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/events/date-range',
    access: 'events:list',
    summary: 'List the events of an organizer that overlap a period, by start',
    query: z
      .object({
        customerId: CustomerId.optional().meta({ description: 'Default: the caller’s own company' }),
        startDate: InstantOrDay,
        endDate: InstantOrDay.meta({ description: 'The period ends before this' }),
      })
      .refine(({ startDate, endDate }) => endDate > startDate, {
        path: ['endDate'],
        error: 'must be after startDate',
        when: ({ value }) => TwoTimes.safeParse(value).success,
      }),
    answers: { 200: { description: 'The events that overlap [startDate, endDate)', body: z.array(EventView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ query, actor, deps }) => {
    const period = { start: query.startDate, end: query.endDate };
    const events = await eventsInPeriod(organizerAsked(query.customerId, actor), period, deps);
    return reply(200, events.map(toEventView));
  },
);
