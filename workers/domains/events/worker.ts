import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import changeEventStatus from './commands/change-event-status.ts';
import createEvent from './commands/create-event.ts';
import deleteEvent from './commands/delete-event.ts';
import updateEvent from './commands/update-event.ts';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import getCalendar from './queries/get-calendar.ts';
import getEvent from './queries/get-event.ts';
import listEventsOfCustomer from './queries/list-events-of-customer.ts';
import listEventsInPeriod from './queries/list-events-in-period.ts';
import listEvents from './queries/list-events.ts';

export { EventsForColleagues } from './for-colleagues.ts';

export const events = serveEndpoints(
  'events',
  // Before the event by its id: `calendar` and `date-range` would match it too.
  [
    createEvent,
    changeEventStatus,
    updateEvent,
    deleteEvent,
    getCalendar,
    listEventsInPeriod,
    getEvent,
    listEvents,
    listEventsOfCustomer,
  ],
  depsFrom,
);

export default {
  fetch: events.fetch,
  queue: consumer('events', handlers, depsFrom),
} satisfies ExportedHandler<Env>;
