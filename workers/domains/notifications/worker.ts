import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import createWebhook from './commands/create-webhook.ts';
import deleteWebhook from './commands/delete-webhook.ts';
import readNotification from './commands/read-notification.ts';
import replayDelivery from './commands/replay-delivery.ts';
import updateWebhook from './commands/update-webhook.ts';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import listDeliveries from './queries/list-deliveries.ts';
import listNotifications from './queries/list-notifications.ts';
import listWebhooks from './queries/list-webhooks.ts';

export { NotificationsForColleagues } from './for-colleagues.ts';

export const notifications = serveEndpoints(
  'notifications',
  [
    listNotifications,
    readNotification,
    listWebhooks,
    createWebhook,
    updateWebhook,
    deleteWebhook,
    listDeliveries,
    replayDelivery,
  ],
  depsFrom,
);

export default {
  fetch: notifications.fetch,
  queue: consumer('notifications', handlers, depsFrom),
} satisfies ExportedHandler<Env>;
