import { oid } from '#shared/documents';
import type { EventId } from '#shared/ids';
import type { Deps } from '../ports.ts';

const MOST = 10_000;

/** The bookings on an event, in every status, by start. */
export const bookingsOnEvent = (eventId: EventId, deps: Pick<Deps, 'bookings'>) =>
  deps.bookings.find({ eventId: oid(eventId) }, { sort: { startTime: 1, _id: 1 }, limit: MOST });
