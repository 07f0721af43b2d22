import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { DeadLetterView, toDeadLetterView } from '../dead-letter.view.ts';
import type { Deps } from '../ports.ts';

/** Names a key of the index: without one, MongoDB would count by reading everything. */
const ALL = { parkedAt: { $gte: new Date(0) } };

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/ops/dead-letters',
    access: 'operations:manage',
    summary: 'List the messages that their subscribers could not handle; newest first',
    query: z.object(pageQuery),
    answers: { 200: { description: 'A page of dead letters', body: pageOf(DeadLetterView) } },
  },
  async ({ query, deps }) => {
    const [letters, totalCount] = await Promise.all([
      deps.deadLetters.find(ALL, {
        sort: { parkedAt: -1, _id: -1 },
        skip: skipOf(query),
        limit: query.pageSize,
      }),
      deps.deadLetters.count(ALL),
    ]);
    return reply(200, toPage(letters.map(toDeadLetterView), totalCount, query));
  },
);
