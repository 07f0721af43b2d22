import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { invalidField } from '#shared/errors';
import { text } from '#shared/fields';
import { UserId } from '#shared/ids';
import { InstantOrDay } from '#shared/instant';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { AuditEntryView, toAuditEntryView } from '../audit.view.ts';
import type { Deps } from '../ports.ts';

const BEFORE_ALL = new Date(0);

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/audit',
    access: 'audit:read',
    summary: 'List who wrote what, and who read what is sensitive; newest first',
    query: z.object({
      ...pageQuery,
      actorId: UserId.optional(),
      resource: text(1, 100).optional().meta({ example: 'booking' }),
      resourceId: text(1, 100).optional(),
      from: InstantOrDay.optional(),
      to: InstantOrDay.optional().meta({ description: 'Entries before this' }),
    }),
    answers: { 200: { description: 'A page of audit entries', body: pageOf(AuditEntryView) } },
  },
  async ({ query, deps }) => {
    const { actorId, resource, resourceId, from, to } = query;
    if (from && to && to <= from) throw invalidField('to', 'must be after from');
    const filter = {
      ...(actorId !== undefined && { actorId: oid(actorId) }),
      ...(resource !== undefined && { resource }),
      ...(resourceId !== undefined && { resourceId }),
      // Always bounded: without a key of an index, MongoDB would count the whole log by reading everything.
      at: { $gte: from ?? BEFORE_ALL, ...(to && { $lt: to }) },
    };
    const [entries, totalCount] = await Promise.all([
      deps.audit.find(filter, { sort: { at: -1, _id: -1 }, skip: skipOf(query), limit: query.pageSize }),
      deps.audit.count(filter),
    ]);
    return reply(200, toPage(entries.map(toAuditEntryView), totalCount, query));
  },
);
