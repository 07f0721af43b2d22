import { expect, it } from 'vitest';
import { occurred } from '#shared/domain-events';
import { newId, type BookingId, type CustomerId, type EventId, type InvoiceId, type UserId } from '#shared/ids';
import { payloadOf, webhookEventTypes, type WebhookEventType } from './webhook-events.ts';

const customerId = newId<CustomerId>();
const booking = { bookingId: newId<BookingId>(), crewId: newId<UserId>(), eventId: newId<EventId>() };
const invoiceId = newId<InvoiceId>();
const at = { now: new Date('2026-12-01T10:00:00Z'), traceId: '1'.repeat(32) };

/** An occurrence, as a handler gets it, with what it must become. */
const cases = [
  [
    occurred('event.updated', { eventId: booking.eventId, status: 'Scheduled' }, at),
    { eventId: booking.eventId, status: 'Scheduled' },
  ],
  [occurred('event.deleted', { eventId: booking.eventId }, at), { eventId: booking.eventId }],
  [
    occurred('booking.created', { ...booking, customerId, totalAmount: 250_050 }, at),
    { ...booking, totalAmount: 2500.5, currency: 'SEK' },
  ],
  [
    occurred(
      'booking.moved',
      { ...booking, customerId, startTime: '2026-12-05T18:00:00.000Z', endTime: '2026-12-05T20:00:00.000Z' },
      at,
    ),
    { ...booking, startTime: '2026-12-05T18:00:00.000Z', endTime: '2026-12-05T20:00:00.000Z' },
  ],
  [
    occurred('booking.confirmed', { ...booking, customerId, totalAmount: 1 }, at),
    { ...booking, totalAmount: 0.01, currency: 'SEK' },
  ],
  [occurred('booking.cancelled', { ...booking, customerId, cancellationReason: 'Anna is ill' }, at), booking],
  [
    occurred(
      'invoice.generated',
      { invoiceId, bookingId: null, customerId, totalAmount: 312_500, dueDate: '2026-12-31' },
      at,
    ),
    { invoiceId, bookingId: null, totalAmount: 3125, currency: 'SEK', dueDate: '2026-12-31' },
  ],
  [
    occurred(
      'invoice.payment-received',
      { invoiceId, customerId, amount: 312_500, paymentMethod: 'Swish by Anna' },
      at,
    ),
    { invoiceId, amount: 3125, currency: 'SEK' },
  ],
  [
    occurred('invoice.overdue', { invoiceId, customerId, amount: 312_500 }, at),
    { invoiceId, amount: 3125, currency: 'SEK' },
  ],
] as const;

it.each(cases.map(([event, data]) => ({ type: event.type, event, data })))(
  '$type is told by ids, states, times and amounts in SEK alone: nothing that a person wrote',
  ({ event, data }) => {
    expect(JSON.parse(payloadOf(event as never, customerId))).toEqual({
      id: event.id,
      type: event.type,
      version: 1,
      timestamp: '2026-12-01T10:00:00.000Z',
      data: { customerId, ...data },
    });
  },
);

it('every type that a webhook can hear is one of these', () => {
  expect(new Set<WebhookEventType>(webhookEventTypes)).toEqual(new Set(cases.map(([event]) => event.type)));
});
