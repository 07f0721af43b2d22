import { serveEndpoints } from '#shared/endpoint';
import { depsFrom, type Env } from './deps.ts';

export { NotificationsForColleagues } from './for-colleagues.ts';

export const notifications = serveEndpoints('notifications', [], depsFrom);

export default {
  fetch: notifications.fetch,
  queue(batch) {
    batch.retryAll({ delaySeconds: 60 });
    return Promise.resolve();
  },
} satisfies ExportedHandler<Env>;
