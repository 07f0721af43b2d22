import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { AppError } from '#shared/errors';
import type { EventId } from '#shared/ids';
import type { HandlersOf } from '#shared/queue-consumer';
import { ask } from '#shared/reply';
import { traceOf } from '#shared/trace';
import { statusChange } from './domain/event.ts';
import type { Deps } from './ports.ts';
import { setStatus } from './set-status.ts';

/** What events do about what happens elsewhere. */
export const handlers: HandlersOf<'events', Deps> = {
  // The customer may have been deleted between the check and the write.
  'event.created': ({ data, traceId }, deps) =>
    cancelIfTooLate(data.eventId, deps, { now: () => new Date(), trace: traceOf(traceId) }),
};

async function cancelIfTooLate(id: EventId, deps: Deps, call: Pick<Call, 'now' | 'trace'>): Promise<void> {
  const event = await deps.events.findOne({ _id: oid(id), live: true });
  if (!event || statusChange(event.status, 'Cancelled') !== 'allowed') return;
  const customer = await ask('customers', deps.customer(event.customerId));
  if (customer?.isBeingDeleted) {
    throw new AppError({
      code: 'SERVICE_UNAVAILABLE',
      message: 'Whether the customer stays is not decided: come again',
    });
  }
  if (customer) return;
  const cancelled = await setStatus(event, 'Cancelled', 'system', deps, call);
  if (!cancelled) await cancelIfTooLate(id, deps, call);
}
