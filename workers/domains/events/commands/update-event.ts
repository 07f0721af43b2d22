import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { conflict, forbidden, invalid } from '#shared/errors';
import { EventId } from '#shared/ids';
import { isOver } from '../domain/event.ts';
import { notSettable, updatedEvent, updateProblems } from '../event-update.ts';
import { StoredEvent } from '../event.documents.ts';
import { EventUpdate } from '../event.input.ts';
import { EventView, toEventView } from '../event.view.ts';
import { findEvent } from '../find-event.ts';
import type { Deps } from '../ports.ts';

/** What an update writes. */
const Changeable = StoredEvent.pick({
  name: true,
  nameKey: true,
  description: true,
  startDate: true,
  endDate: true,
  location: true,
  eventType: true,
  details: true,
  projectNumber: true,
});

/** Changes what an organizer says of an event. Bookings that no longer fit its time stay, and their people are told. */
export async function updateEvent(
  id: EventId,
  wish: EventUpdate,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredEvent> {
  const event = await findEvent(id, 'events:update', actor, deps);
  requireVersion(event.version, ifMatch);
  const foreign = notSettable(event, wish);
  if (foreign.length > 0) throw forbidden('You may not change this', foreign);
  const problems = updateProblems(event, wish);
  if (problems.length > 0) throw invalid(problems);

  const next = updatedEvent(event, wish);
  const set = z.encode(Changeable, next);
  if (JSON.stringify(set) === JSON.stringify(z.encode(Changeable, event))) return event;
  if (isOver(event.status)) throw conflict(`The event is ${event.status} and cannot be changed`);

  const now = call.now();
  const events = [
    occurred('event.updated', { eventId: id, status: event.status }, { now, traceId: call.trace.traceId }),
    audited(actor, 'events:update', 'event', id, call),
  ];
  const won = await deps.events.update(
    { _id: oid(id), live: true, version: event.version },
    change(now, { set, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return updateEvent(id, wish, ifMatch, actor, deps, call);
  deps.publish(events);
  return { ...next, version: event.version + 1, updatedAt: now };
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/events/{id}',
    access: 'events:update',
    summary: 'Change an event that is not over: what is absent stays, null clears',
    params: z.object({ id: EventId }),
    body: EventUpdate,
    answers: { 200: { description: 'The event', body: EventView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const event = await updateEvent(params.id, body, ifMatch, actor, deps, call);
    return reply(200, toEventView(event), { etag: etagOf(event.version) });
  },
);
