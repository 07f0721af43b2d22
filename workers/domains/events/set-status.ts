import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { eventStatus, type EventStatus } from '#shared/enums';
import type { StoredEvent } from './event.documents.ts';
import type { Deps } from './ports.ts';

/**
 * Puts an event as it was read into another state, and tells of it.
 *
 * @returns the changed event; null where it has changed since it was read, and nothing was done
 */
export async function setStatus(
  event: StoredEvent,
  status: EventStatus,
  actor: SignedIn | 'system',
  deps: Pick<Deps, 'events' | 'publish'>,
  call: Pick<Call, 'now' | 'trace'>,
): Promise<StoredEvent | null> {
  const now = call.now();
  const told = [
    occurred('event.updated', { eventId: event._id, status }, { now, traceId: call.trace.traceId }),
    audited(actor, 'events:change-status', 'event', event._id, call),
  ];
  const won = await deps.events.update(
    { _id: oid(event._id), live: true, version: event.version },
    change(now, { set: { status: eventStatus[status] }, events: told }),
  );
  if (!won) return null;
  deps.publish(told);
  return { ...event, status, version: event.version + 1, updatedAt: now };
}
