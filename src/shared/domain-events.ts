import * as z from 'zod';
import { Role } from './actor.ts';
import { CustomerType, UserType } from './enums.ts';
import { BookingId, CustomerId, EventId, InvoiceId, MessageId, newId, TariffId, UserId } from './ids.ts';

/** The Workers that hear events: each has one queue of its own (ADR 0006). */
export const subscribers = ['events', 'bookings', 'invoicing', 'notifications', 'analytics', 'operations'] as const;
export type Subscriber = (typeof subscribers)[number];

const booking = { bookingId: BookingId, crewId: UserId, eventId: EventId, customerId: CustomerId };
/** Öre. */
const amount = z.int();
const time = z.iso.datetime();
const day = z.iso.date();

/**
 * THE catalogue: every event, what it carries and who hears it (spec: section 10). Amounts are öre, times ISO 8601 in
 * UTC. An event says what happened, not what is: a consumer that acts on it reads the present state from its owner.
 */
export const domainEvents = {
  'user.logged-in': { data: z.object({ userId: UserId }), subscribers: ['analytics'] },
  'user.created': {
    data: z.object({ userId: UserId, userType: UserType, customerId: CustomerId.nullable() }),
    subscribers: ['notifications', 'analytics'],
  },
  'crew.availability-changed': {
    data: z.object({ userId: UserId, startDate: time, endDate: time, isAvailable: z.boolean() }),
    subscribers: ['analytics'],
  },
  'customer.created': {
    data: z.object({ customerId: CustomerId, customerType: CustomerType }),
    subscribers: ['analytics'],
  },
  'tariff.updated': {
    data: z.object({ customerId: CustomerId, tariffId: TariffId, amount }),
    subscribers: ['analytics'],
  },
  'event.created': {
    data: z.object({ eventId: EventId, customerId: CustomerId, name: z.string(), startDate: time }),
    subscribers: ['events', 'analytics'],
  },
  'event.updated': {
    data: z.object({ eventId: EventId, status: z.string() }),
    subscribers: ['bookings', 'notifications'],
  },
  'event.deleted': { data: z.object({ eventId: EventId }), subscribers: ['bookings', 'notifications'] },
  'booking.created': {
    data: z.object({ ...booking, totalAmount: amount }),
    subscribers: ['bookings', 'notifications', 'analytics'],
  },
  'booking.moved': {
    // Where it was before, for those who add up by day; not in messages from before there was such a field.
    data: z.object({ ...booking, startTime: time, endTime: time, previousStartTime: time.exactOptional() }),
    subscribers: ['invoicing', 'notifications', 'analytics'],
  },
  'booking.confirmed': {
    data: z.object({ ...booking, totalAmount: amount }),
    subscribers: ['invoicing', 'notifications', 'analytics'],
  },
  'booking.completed': {
    data: z.object({ bookingId: BookingId, customerId: CustomerId }),
    subscribers: ['analytics'],
  },
  'booking.cancelled': {
    data: z.object({ ...booking, cancellationReason: z.string() }),
    subscribers: ['invoicing', 'notifications', 'analytics'],
  },
  'invoice.generated': {
    data: z.object({
      invoiceId: InvoiceId,
      bookingId: BookingId.nullable(),
      customerId: CustomerId,
      totalAmount: amount,
      dueDate: day,
    }),
    subscribers: ['notifications', 'analytics'],
  },
  'invoice.payment-received': {
    data: z.object({ invoiceId: InvoiceId, customerId: CustomerId, amount, paymentMethod: z.string() }),
    subscribers: ['notifications', 'analytics'],
  },
  'invoice.overdue': {
    data: z.object({ invoiceId: InvoiceId, customerId: CustomerId, amount }),
    subscribers: ['notifications'],
  },
  /** Every write and every sensitive read, for the audit log. `actorId` is null for the system itself. */
  'audit.recorded': {
    data: z.object({
      actorId: UserId.nullable(),
      actorRoles: z.array(z.union([Role, z.literal('system')])),
      action: z.string(),
      resource: z.string(),
      resourceId: z.string(),
    }),
    subscribers: ['operations'],
  },
  /** Names the user, never a token: the consumer has the auth Worker mint that when it sends. */
  'mail.requested': {
    data: z.discriminatedUnion('mail', [
      z.object({ mail: z.enum(['invitation', 'verification', 'password-reset']), userId: UserId }),
      // What notifications has undertaken itself and given up: so it is asked for anew.
      z.object({ mail: z.literal('booking'), userId: UserId, bookingId: BookingId }),
      z.object({ mail: z.literal('invoice'), invoiceId: InvoiceId }),
    ]),
    subscribers: ['notifications'],
  },
} as const satisfies Record<string, { data: z.ZodType; subscribers: readonly Subscriber[] }>;

export type EventType = keyof typeof domainEvents;
export type EventData<T extends EventType> = z.infer<(typeof domainEvents)[T]['data']>;

/** The types that a subscriber hears. */
export type HeardBy<S extends Subscriber> = {
  [T in EventType]: S extends (typeof domainEvents)[T]['subscribers'][number] ? T : never;
}[EventType];

/**
 * One occurrence of an event, as it is stored in an outbox and as it travels. Type and version may be of a newer release,
 * whose events are still to be told after it was rolled back.
 */
export const Envelope = z.object({
  id: MessageId,
  type: z.string(),
  version: z.int(),
  occurredAt: z.iso.datetime(),
  traceId: z.string(),
  data: z.record(z.string(), z.json()),
});
export type Envelope = z.infer<typeof Envelope>;

/** A parsed event of a known type. */
export type DomainEvent<T extends EventType> = Omit<Envelope, 'type' | 'data'> & { type: T; data: EventData<T> };

/** An occurrence of `type`, to be written into the outbox of the document whose change it tells of. */
export function occurred<T extends EventType>(
  type: T,
  data: EventData<T>,
  at: { now: Date; traceId: string },
): Envelope {
  return {
    id: newId<MessageId>(at.now),
    type,
    version: 1,
    occurredAt: at.now.toISOString(),
    traceId: at.traceId,
    data,
  };
}

export const isKnown = (type: string): type is EventType => Object.hasOwn(domainEvents, type);

/** Who hears an event; nobody, where the type is unknown. */
export const subscribersOf = (type: string): readonly Subscriber[] =>
  isKnown(type) ? domainEvents[type].subscribers : [];
