import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { enumInput, eventStatus, type EventStatus } from '#shared/enums';
import { conflict } from '#shared/errors';
import { EventId } from '#shared/ids';
import { statusChange } from '../domain/event.ts';
import type { StoredEvent } from '../event.documents.ts';
import { EventView, toEventView } from '../event.view.ts';
import { findEvent } from '../find-event.ts';
import type { Deps } from '../ports.ts';
import { setStatus } from '../set-status.ts';

/** Moves an event on. Cancelling it cancels its live bookings, through the queue. */
export async function changeEventStatus(
  id: EventId,
  newStatus: EventStatus,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredEvent> {
  const event = await findEvent(id, 'events:change-status', actor, deps);
  requireVersion(event.version, ifMatch);
  const step = statusChange(event.status, newStatus);
  if (step === 'same') return event;
  if (step === 'refused') throw conflict(`The event is ${event.status} and cannot become ${newStatus}`);
  // Where somebody was faster, what they left decides.
  return (
    (await setStatus(event, newStatus, actor, deps, call)) ??
    changeEventStatus(id, newStatus, ifMatch, actor, deps, call)
  );
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/events/{id}/status',
    access: 'events:change-status',
    summary: 'Schedule, start, complete or cancel an event',
    params: z.object({ id: EventId }),
    body: z.strictObject({ newStatus: enumInput(eventStatus) }),
    answers: { 200: { description: 'The event in its new state', body: EventView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const event = await changeEventStatus(params.id, body.newStatus, ifMatch, actor, deps, call);
    return reply(200, toEventView(event), { etag: etagOf(event.version) });
  },
);
