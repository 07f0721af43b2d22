import type { HandlersOf } from '#shared/queue-consumer';
import { dropDraft, followBooking } from './commands/follow-booking.ts';
import type { Deps } from './ports.ts';

/** What this Worker does about the events it hears. Each may come late, twice and in any order. */
export const handlers: HandlersOf<'invoicing', Deps> = {
  'booking.confirmed': ({ data }, deps) => followBooking(data.bookingId, deps),
  'booking.moved': ({ data }, deps) => followBooking(data.bookingId, deps),
  // Cancelling is for good, so there is nothing to ask the booking's owner.
  'booking.cancelled': ({ data }, deps) => dropDraft(data.bookingId, data.customerId, deps),
};
