import * as z from 'zod';
import { oid } from '#shared/documents';
import { enumInput, eventStatus } from '#shared/enums';
import { invalidField } from '#shared/errors';
import { text } from '#shared/fields';
import type { CustomerId } from '#shared/ids';
import { InstantOrDay } from '#shared/instant';
import { pageQuery, skipOf, toPage } from '#shared/paging';
import { beginsWith } from '#shared/text-search';
import { LONGEST_MS } from '../domain/event.ts';
import { toEventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';

/** How a list of events may be narrowed. */
export const EventsQuery = z.object({
  ...pageQuery,
  status: enumInput(eventStatus).optional(),
  from: InstantOrDay.optional().meta({ description: 'Events that end after this' }),
  to: InstantOrDay.optional().meta({ description: 'Events that start before this' }),
  q: text(1, 200).optional().meta({ description: 'The beginning of the name, ignoring case' }),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

const BEFORE_ALL = new Date(0);

/** A page of events, newest start first: those of one organizer, or everybody's. */
export async function eventsPage(whose: 'any' | CustomerId, query: EventsQuery, deps: Pick<Deps, 'events'>) {
  const { status, from, to, q } = query;
  if (from && to && to <= from) throw invalidField('to', 'must be after from');
  const wished = {
    ...(whose !== 'any' && { customerId: oid(whose) }),
    live: true,
    ...(status && { status: eventStatus[status] }),
    ...((from ?? to) && {
      // No event is longer than 92 days, so the search begins that much before `from`.
      startDate: { ...(from && { $gt: new Date(from.getTime() - LONGEST_MS) }), ...(to && { $lt: to }) },
    }),
    ...(from && { endDate: { $gt: from } }),
    ...(q !== undefined && { nameKey: beginsWith(q) }),
  };
  // Everybody's whole list names no key of an index, and without one MongoDB would count by reading everything.
  const filter = Object.keys(wished).length === 1 ? { ...wished, startDate: { $gt: BEFORE_ALL } } : wished;
  const [events, totalCount] = await Promise.all([
    deps.events.find(filter, {
      sort: { startDate: -1, endDate: -1, _id: -1 },
      skip: skipOf(query),
      limit: query.pageSize,
    }),
    deps.events.count(filter),
  ]);
  return toPage(events.map(toEventView), totalCount, query);
}
