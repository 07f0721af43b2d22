import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import cancelBooking from './commands/cancel-booking.ts';
import completeBooking from './commands/complete-booking.ts';
import confirmBooking from './commands/confirm-booking.ts';
import createBooking from './commands/create-booking.ts';
import createCalendarFeed from './commands/create-calendar-feed.ts';
import deleteCalendarFeed from './commands/delete-calendar-feed.ts';
import updateBooking from './commands/update-booking.ts';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import getBooking from './queries/get-booking.ts';
import getPricing from './queries/get-pricing.ts';
import listBookingsOfCrew from './queries/list-bookings-of-crew.ts';
import listBookingsOfCustomer from './queries/list-bookings-of-customer.ts';
import listBookingsOfEvent from './queries/list-bookings-of-event.ts';
import listCalendarFeeds from './queries/list-calendar-feeds.ts';
import readCalendarFeed from './queries/read-calendar-feed.ts';
import reportBookings from './queries/report-bookings.ts';

export { BookingsForColleagues } from './for-colleagues.ts';

export const bookings = serveEndpoints(
  'bookings',
  [
    createBooking,
    confirmBooking,
    cancelBooking,
    completeBooking,
    updateBooking,
    // Before `{id}`, which would take the word for an id.
    getPricing,
    getBooking,
    listBookingsOfEvent,
    reportBookings,
    listBookingsOfCrew,
    listBookingsOfCustomer,
    listCalendarFeeds,
    createCalendarFeed,
    deleteCalendarFeed,
    readCalendarFeed,
  ],
  depsFrom,
);

export default {
  fetch: bookings.fetch,
  queue: consumer('bookings', handlers, depsFrom),
} satisfies ExportedHandler<Env>;
