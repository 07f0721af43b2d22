import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import getOverview from './queries/get-overview.ts';

export { AnalyticsForColleagues } from './for-colleagues.ts';

export const analytics = serveEndpoints('analytics', [getOverview], depsFrom);

export default {
  fetch: analytics.fetch,
  queue: consumer('analytics', handlers, depsFrom),
} satisfies ExportedHandler<Env>;
