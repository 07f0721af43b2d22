import type { DomainEvent, EventData, HeardBy } from '#shared/domain-events';
import type { CustomerId } from '#shared/ids';
import { ore, sekOf } from '#shared/money';

/** What a webhook can hear: every event that reaches this Worker and concerns an organizer. */
export type WebhookEventType = Exclude<HeardBy<'notifications'>, 'user.created' | 'mail.requested'>;

const inSek = (amountOre: number) => sekOf(ore(amountOre));
const booking = ({ bookingId, crewId, eventId }: EventData<'booking.created'> | EventData<'booking.cancelled'>) => ({
  bookingId,
  crewId,
  eventId,
});

/**
 * What a receiver is told of each event: ids, states, times and amounts, no more. What a person wrote (a name, why somebody
 * cancelled) may be personal data, and a receiver that may see it can read it from the API.
 */
const thinData: { [T in WebhookEventType]: (data: EventData<T>) => Readonly<Record<string, unknown>> } = {
  'event.updated': ({ eventId, status }) => ({ eventId, status }),
  'event.deleted': ({ eventId }) => ({ eventId }),
  'booking.created': (data) => ({ ...booking(data), totalAmount: inSek(data.totalAmount), currency: 'SEK' }),
  'booking.moved': ({ bookingId, crewId, eventId, startTime, endTime }) => ({
    bookingId,
    crewId,
    eventId,
    startTime,
    endTime,
  }),
  'booking.confirmed': (data) => ({ ...booking(data), totalAmount: inSek(data.totalAmount), currency: 'SEK' }),
  'booking.cancelled': (data) => booking(data),
  'invoice.generated': ({ invoiceId, bookingId, totalAmount, dueDate }) => ({
    invoiceId,
    bookingId,
    totalAmount: inSek(totalAmount),
    currency: 'SEK',
    dueDate,
  }),
  'invoice.payment-received': ({ invoiceId, amount }) => ({ invoiceId, amount: inSek(amount), currency: 'SEK' }),
  'invoice.overdue': ({ invoiceId, amount }) => ({ invoiceId, amount: inSek(amount), currency: 'SEK' }),
};

export const webhookEventTypes = Object.keys(thinData) as WebhookEventType[];

/**
 * The body of a webhook (Standard Webhooks 1.0: `type`, `timestamp`, `data`), with the envelope's id and version. The same
 * event gives the same text, so that a signature made later is of the same body.
 *
 * @param customerId the organizer whom the event concerns
 */
export function payloadOf<T extends WebhookEventType>(event: DomainEvent<T>, customerId: CustomerId): string {
  const { id, type, version, occurredAt } = event;
  const data = { customerId, ...thinData[type](event.data) };
  return JSON.stringify({ id, type, version, timestamp: occurredAt, data });
}
