import * as z from 'zod';
import { MessageId, UserId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { StoredAuditEntry } from './audit.documents.ts';

export const AuditEntryView = z
  .object({
    id: MessageId,
    at: InstantView,
    actorId: UserId.nullable().meta({ description: 'null for the system itself, or somebody not signed in' }),
    actorRoles: z.array(z.string()).meta({ example: ['organizer'] }),
    action: z.string().meta({ example: 'bookings:confirm' }),
    resource: z.string().meta({ example: 'booking' }),
    resourceId: z.string().meta({ example: '665f1c2ab8d4e3f6a7b8c9d0' }),
    traceId: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const toAuditEntryView = (entry: StoredAuditEntry): AuditEntryView => ({
  id: entry._id,
  at: entry.at.toISOString(),
  actorId: entry.actorId,
  actorRoles: entry.actorRoles,
  action: entry.action,
  resource: entry.resource,
  resourceId: entry.resourceId,
  traceId: entry.traceId,
});
