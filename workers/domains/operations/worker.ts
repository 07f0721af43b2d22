import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import replayLetter from './commands/replay-letter.ts';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import { keepDeadLetters, subscriberOfDeadLetters } from './keep-dead-letters.ts';
import getStatus from './queries/get-status.ts';
import listAuditEntries from './queries/list-audit-entries.ts';
import listDeadLetters from './queries/list-dead-letters.ts';
import listErrors from './queries/list-errors.ts';

export { OperationsForColleagues } from './for-colleagues.ts';

export const operations = serveEndpoints(
  'operations',
  [listAuditEntries, getStatus, listDeadLetters, replayLetter, listErrors],
  depsFrom,
);

const consume = consumer('operations', handlers, depsFrom);
const keep = keepDeadLetters(depsFrom);

export default {
  fetch: operations.fetch,
  queue(batch, env, context) {
    const subscriber = subscriberOfDeadLetters(batch.queue);
    return subscriber === null ? consume(batch, env, context) : keep(subscriber, batch, env, context);
  },
} satisfies ExportedHandler<Env>;
