import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { occurred, type Envelope, type Subscriber } from './domain-events.ts';
import { newId, type BookingId, type CustomerId, type EventId, type UserId } from './ids.ts';
import { askHandledOver, send, type HandlesEvents, type KeepsDeadLetters, type QueuesBySubscriber } from './outbox.ts';
import { traceFrom } from './trace.ts';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const at = { now: new Date(), traceId: 'trace' };
const confirmed = () =>
  occurred(
    'booking.confirmed',
    {
      bookingId: newId<BookingId>(),
      crewId: newId<UserId>(),
      eventId: newId<EventId>(),
      customerId: newId<CustomerId>(),
      totalAmount: 1,
    },
    at,
  );
const signedIn = () => occurred('user.logged-in', { userId: newId<UserId>() }, at);

/** Queues that remember what was sent to them, batch by batch. */
function queues() {
  const sent: Record<Subscriber, unknown[][]> = {
    events: [],
    bookings: [],
    invoicing: [],
    notifications: [],
    analytics: [],
    operations: [],
  };
  const to = (subscriber: Subscriber) => ({
    sendBatch: (messages: { body: unknown }[]) => {
      sent[subscriber].push(messages.map(({ body }) => body));
      return Promise.resolve();
    },
  });
  const bySubscriber: QueuesBySubscriber = {
    events: to('events'),
    bookings: to('bookings'),
    invoicing: to('invoicing'),
    notifications: to('notifications'),
    analytics: to('analytics'),
    operations: to('operations'),
  };
  return { sent, bySubscriber };
}

describe('sending', () => {
  it('gives each event to exactly those who hear it', async () => {
    const { sent, bySubscriber } = queues();
    const [booking, user] = [confirmed(), signedIn()];
    await send([booking, user], bySubscriber);
    expect(sent).toEqual({
      events: [],
      bookings: [],
      invoicing: [[booking]],
      notifications: [[booking]],
      analytics: [[booking, user]],
      operations: [],
    });
  });

  it('keeps to the hundred messages that a queue takes at once', async () => {
    const { sent, bySubscriber } = queues();
    await send(Array.from({ length: 250 }, signedIn), bySubscriber);
    expect(sent.analytics.map((batch) => batch.length)).toEqual([100, 100, 50]);
  });

  it('sends nothing where there is nothing, or nobody hears it', async () => {
    const { sent, bySubscriber } = queues();
    await send([], bySubscriber);
    await send([{ ...signedIn(), type: 'user.dreamt' } satisfies Envelope], bySubscriber);
    expect(Object.values(sent).flat()).toEqual([]);
  });
});

describe('asking what a subscriber has dealt with', () => {
  const trace = traceFrom(null);
  const says = (ids: string[]): HandlesEvents => ({ handled: () => Promise.resolve({ ok: true, value: ids }) });
  const isDown: HandlesEvents = { handled: () => Promise.reject(new Error('down')) };
  const asking = (analytics: HandlesEvents, parked: KeepsDeadLetters['parked']) =>
    askHandledOver(
      trace,
      {
        events: isDown,
        bookings: isDown,
        invoicing: isDown,
        notifications: isDown,
        analytics,
        operations: isDown,
      },
      { park: () => Promise.reject(new Error('not asked')), parked },
    );

  it('counts what took effect and what is parked', async () => {
    const askHandled = asking(says(['a']), (_traceparent, subscriber, ids) =>
      Promise.resolve({ ok: true, value: subscriber === 'analytics' ? ids.filter((id) => id === 'b') : [] }),
    );
    expect(await askHandled('analytics', ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });

  it('does not ask for dead letters where everything took effect', async () => {
    const askHandled = asking(says(['a']), () => Promise.reject(new Error('asked')));
    expect(await askHandled('analytics', ['a'])).toEqual(['a']);
  });

  it('takes nothing as dealt with where it cannot be known', async () => {
    const nobodyParked: KeepsDeadLetters['parked'] = () => Promise.resolve({ ok: true, value: [] });
    expect(await asking(isDown, nobodyParked)('analytics', ['a'])).toEqual([]);
    expect(await asking(says(['a']), () => Promise.reject(new Error('down')))('analytics', ['a', 'b'])).toEqual([]);
    expect(console.warn).toHaveBeenCalledTimes(2);
  });
});
