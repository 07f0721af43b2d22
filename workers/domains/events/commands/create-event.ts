import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { CUSTOMER_TYPE } from '#shared/enums';
import { invalidField } from '#shared/errors';
import { CustomerId, EventId, newId } from '#shared/ids';
import { reaches } from '#shared/permissions';
import { ask } from '#shared/reply';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';
import type { StoredEvent } from '../event.documents.ts';
import { eventFields, eventPeriodProblem, hasEventPeriod } from '../event.input.ts';
import { EventView, toEventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';

const CreateEvent = z
  .strictObject({
    customerId: CustomerId,
    name: eventFields.name,
    description: eventFields.description.default(null),
    startDate: eventFields.startDate,
    endDate: eventFields.endDate,
    location: eventFields.location.default(null),
    eventType: eventFields.eventType.default('Other'),
    details: eventFields.details.default({ performer: null, stage: null, audience: null, equipment: [] }),
    projectNumber: eventFields.projectNumber.default(null),
  })
  .refine(hasEventPeriod, eventPeriodProblem);
type CreateEvent = z.infer<typeof CreateEvent>;

/**
 * Records an event as a Draft. The customer is looked at before the write and again by the consumer of `event.created`,
 * which cancels what came too late: between the two the customer may be deleted.
 */
export async function createEvent(
  wish: CreateEvent,
  id: EventId,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredEvent> {
  await requireOrganizer(wish.customerId, actor, deps);
  const now = call.now();
  const { customerId, name, startDate } = wish;
  const events = [
    occurred(
      'event.created',
      { eventId: id, customerId, name, startDate: startDate.toISOString() },
      { now, traceId: call.trace.traceId },
    ),
    audited(actor, 'events:create', 'event', id, call),
  ];
  const event: StoredEvent = {
    _id: id,
    ...firstVersion(now),
    ...wish,
    nameKey: searchKey(name),
    status: 'Draft',
    live: true,
    ...untold(now, events),
  };
  try {
    await deps.events.insert(event);
  } catch (error) {
    const standing = error instanceof DuplicateKey ? await deps.events.findOne({ _id: oid(id) }) : null;
    // The same creation again, after its answer was lost: it stands.
    if (standing) return standing;
    throw error;
  }
  deps.publish(events);
  return event;
}

/** Throws 400 on the field: the same for an unknown customer, for a crew company and for somebody else's. */
async function requireOrganizer(id: CustomerId, actor: SignedIn, deps: Deps): Promise<void> {
  const problem = () => invalidField('customerId', 'is not a known event organizer');
  if (!reaches(actor, 'events:create', { companies: [id] })) throw problem();
  const customer = await ask('customers', deps.customer(id));
  if (customer?.customerType !== CUSTOMER_TYPE.eventOrganizer) throw problem();
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/events',
    access: 'events:create',
    summary: 'Create an event, as a Draft',
    body: CreateEvent,
    answers: { 201: { description: 'The new event', body: EventView, etag: true } },
  },
  async ({ body, actor, deps, call, newId: givenId }) => {
    const id = EventId.parse(givenId ?? newId<EventId>());
    const event = await createEvent(body, id, actor, deps, call);
    return reply(201, toEventView(event), {
      etag: etagOf(event.version),
      headers: { location: `/api/events/${id}` },
    });
  },
);
