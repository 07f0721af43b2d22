import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { notFound } from '#shared/errors';
import type { EventId } from '#shared/ids';
import { requireReach, type Action } from '#shared/permissions';
import type { StoredEvent } from './event.documents.ts';
import type { Deps } from './ports.ts';

/** An event that the actor reaches as its organizer; 404 where there is none, it is deleted, or somebody else's. */
export async function findEvent(
  id: EventId,
  action: Action,
  actor: SignedIn,
  deps: Pick<Deps, 'events'>,
): Promise<StoredEvent> {
  const event = await deps.events.findOne({ _id: oid(id), live: true });
  if (!event) throw notFound('The event');
  requireReach(actor, action, { companies: [event.customerId] }, 'The event');
  return event;
}
