import { describe, expect, it } from 'vitest';
import { domainEvents, Envelope, occurred, subscribersOf, type EventType } from './domain-events.ts';
import { newId, type UserId } from './ids.ts';

/** Spec, section 10, and the two kinds of messages that travel besides. */
const contract: Record<EventType, string[]> = {
  'user.logged-in': ['analytics'],
  'user.created': ['notifications', 'analytics'],
  'crew.availability-changed': ['analytics'],
  'customer.created': ['analytics'],
  'tariff.updated': ['analytics'],
  'event.created': ['events', 'analytics'],
  'event.updated': ['bookings', 'notifications'],
  'event.deleted': ['bookings', 'notifications'],
  'booking.created': ['bookings', 'notifications', 'analytics'],
  'booking.moved': ['invoicing', 'notifications', 'analytics'],
  'booking.confirmed': ['invoicing', 'notifications', 'analytics'],
  'booking.completed': ['analytics'],
  'booking.cancelled': ['invoicing', 'notifications', 'analytics'],
  'invoice.generated': ['notifications', 'analytics'],
  'invoice.payment-received': ['notifications', 'analytics'],
  'invoice.overdue': ['notifications'],
  'audit.recorded': ['operations'],
  'mail.requested': ['notifications'],
};

describe('the catalogue', () => {
  it('has the events and subscribers of the contract', () => {
    expect(
      Object.fromEntries(Object.entries(domainEvents).map(([type, { subscribers }]) => [type, subscribers])),
    ).toEqual(contract);
  });

  it('knows nobody who hears an event that there is not', () => {
    expect(['booking.teleported', 'toString', '__proto__', ''].map(subscribersOf)).toEqual([[], [], [], []]);
  });
});

describe('an occurrence', () => {
  const event = occurred(
    'user.logged-in',
    { userId: newId<UserId>() },
    { now: new Date('2026-11-23T10:00:00Z'), traceId: 'trace' },
  );

  it('is an envelope with an id of its own', () => {
    expect(Envelope.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    expect(event).toMatchObject({ version: 1, occurredAt: '2026-11-23T10:00:00.000Z', traceId: 'trace' });
  });

  it('of a newer release is kept in an outbox as it is; only who hears it refuses it', () => {
    expect(Envelope.safeParse({ ...event, version: 2, type: 'unheard.of' }).success).toBe(true);
  });

  it.each([
    ['without an id', { ...event, id: undefined }],
    ['whose id is none', { ...event, id: 'x' }],
    ['without a time', { ...event, occurredAt: 'yesterday' }],
    ['without data', { ...event, data: null }],
    ['that is a text', 'event'],
  ])('is refused %s', (_, body) => {
    expect(Envelope.safeParse(body).success).toBe(false);
  });
});
