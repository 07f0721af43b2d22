import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { EventId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import { BookingView, toBookingView } from '../booking.view.ts';
import type { Deps } from '../ports.ts';
import { bookingsOnEvent } from './bookings-on-event.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/bookings/event/{eid}',
    access: 'bookings:list-of-event',
    summary: 'List the bookings on an event, by start',
    params: z.object({ eid: EventId }),
    answers: { 200: { description: 'Its bookings, in every status', body: z.array(BookingView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    const [event, bookings] = await Promise.all([
      ask('events', deps.event(params.eid)),
      bookingsOnEvent(params.eid, deps),
    ]);
    if (!event) throw notFound('The event');
    requireReach(actor, 'bookings:list-of-event', { companies: [event.customerId] }, 'The event');
    return reply(200, bookings.map(toBookingView));
  },
);
