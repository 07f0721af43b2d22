import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { USER_TYPE } from '#shared/enums';
import { notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { InstantOrDay } from '#shared/instant';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import { BookingView, toBookingView } from '../booking.view.ts';
import { LONGEST_MS } from '../domain/booking.ts';
import type { Deps } from '../ports.ts';

const MOST = 10_000;

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/bookings/crew/{cid}',
    access: 'bookings:list-of-crew',
    summary: 'List the bookings of a crew member, by start; those that overlap a period, where one is given',
    params: z.object({ cid: UserId }),
    query: z.object({ startDate: InstantOrDay.optional(), endDate: InstantOrDay.optional() }),
    answers: { 200: { description: 'The bookings, in every status', body: z.array(BookingView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, query, actor, deps }) => {
    const [people, bookings] = await Promise.all([
      ask('users', deps.people([params.cid])),
      deps.bookings.find(
        { crewId: oid(params.cid), ...overlapping(query.startDate, query.endDate) },
        { sort: { startTime: 1, endTime: 1, _id: 1 }, limit: MOST },
      ),
    ]);
    const crew = people.find(({ _id, userType }) => _id === params.cid && userType === USER_TYPE.crew);
    if (!crew) throw notFound('The crew member');
    requireReach(actor, 'bookings:list-of-crew', { companies: [crew.customerId], person: crew._id }, 'The crew member');
    return reply(200, bookings.map(toBookingView));
  },
);

/** Bookings that overlap `[from, to)`. None is longer than 31 days, so the search begins that much before `from`. */
const overlapping = (from: Date | undefined, to: Date | undefined) => ({
  ...((from ?? to) && {
    startTime: { ...(from && { $gt: new Date(from.getTime() - LONGEST_MS) }), ...(to && { $lt: to }) },
  }),
  ...(from && { endTime: { $gt: from } }),
});
