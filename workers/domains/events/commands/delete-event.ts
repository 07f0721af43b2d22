import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { EventId } from '#shared/ids';
import { findEvent } from '../find-event.ts';
import type { Deps } from '../ports.ts';

/** Deletes an event. Its live bookings are cancelled by who keeps them, through the queue. */
export async function deleteEvent(
  id: EventId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<void> {
  const event = await findEvent(id, 'events:delete', actor, deps);
  requireVersion(event.version, ifMatch);
  const now = call.now();
  const events = [
    occurred('event.deleted', { eventId: id }, { now, traceId: call.trace.traceId }),
    audited(actor, 'events:delete', 'event', id, call),
  ];
  const won = await deps.events.update(
    { _id: oid(id), live: true, version: event.version },
    change(now, { set: { live: false }, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return deleteEvent(id, ifMatch, actor, deps, call);
  deps.publish(events);
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/events/{id}',
    access: 'events:delete',
    summary: 'Delete an event; its live bookings are cancelled',
    params: z.object({ id: EventId }),
    answers: { 200: { description: 'It is deleted', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteEvent(params.id, ifMatch, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
