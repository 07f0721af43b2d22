import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { LoggedErrorView, toLoggedErrorView } from '../error.view.ts';
import type { Deps } from '../ports.ts';

/** Names a key of the index: without one, MongoDB would count by reading everything. */
const ALL = { lastAt: { $gte: new Date(0) } };

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/ops/errors',
    access: 'operations:manage',
    summary: 'List the kinds of errors of the last seven days; newest first',
    query: z.object(pageQuery),
    answers: { 200: { description: 'A page of errors', body: pageOf(LoggedErrorView) } },
  },
  async ({ query, deps }) => {
    const [errors, totalCount] = await Promise.all([
      deps.errors.find(ALL, { sort: { lastAt: -1, _id: -1 }, skip: skipOf(query), limit: query.pageSize }),
      deps.errors.count(ALL),
    ]);
    return reply(200, toPage(errors.map(toLoggedErrorView), totalCount, query));
  },
);
