import type { EventType } from '#shared/domain-events';
import type { HandlersOf } from '#shared/queue-consumer';
import type { Deps } from './ports.ts';

const counted = (event: { type: EventType; traceId: string }, { count }: Deps): Promise<void> => {
  count(event);
  return Promise.resolve();
};

/** What this Worker does about the events it hears: counts them. A message that comes twice may be counted twice. */
export const handlers: HandlersOf<'analytics', Deps> = {
  'user.logged-in': counted,
  'user.created': counted,
  'crew.availability-changed': counted,
  'customer.created': counted,
  'tariff.updated': counted,
  'event.created': counted,
  'booking.created': counted,
  'booking.moved': counted,
  'booking.confirmed': counted,
  'booking.completed': counted,
  'booking.cancelled': counted,
  'invoice.generated': counted,
  'invoice.payment-received': counted,
};
