import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import readNotification from './commands/read-notification.ts';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import listNotifications from './queries/list-notifications.ts';

export { NotificationsForColleagues } from './for-colleagues.ts';

export const notifications = serveEndpoints('notifications', [listNotifications, readNotification], depsFrom);

export default {
  fetch: notifications.fetch,
  queue: consumer('notifications', handlers, depsFrom),
} satisfies ExportedHandler<Env>;
