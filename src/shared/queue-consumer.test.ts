import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { occurred, type DomainEvent, type Subscriber } from './domain-events.ts';
import { conflict, unavailable } from './errors.ts';
import { newId, type MessageId, type UserId } from './ids.ts';
import { consumer, retryDelaySeconds, type ConsumerDeps, type HandlersOf } from './queue-consumer.ts';

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const wish = (mail: 'invitation' | 'verification' = 'invitation') =>
  occurred('mail.requested', { userId: newId<UserId>(), mail }, { now: new Date(), traceId: 'a'.repeat(32) });

type Letter = { subscriber: Subscriber; body: unknown; error: string };

/**
 * A subscriber whose handler does what `act` says, with what it did in the order in which it did it.
 * Inbox and dead letters are in memory; the Workers' tests have the real ones.
 */
function subscriber(act: (event: DomainEvent<'mail.requested'>) => Promise<void>) {
  const noted = new Set<string>();
  const parked: Letter[] = [];
  const did: string[] = [];
  let isParkingDown = false;
  const deps: ConsumerDeps = {
    inbox: {
      handled: (ids) => Promise.resolve(ids.filter((id) => noted.has(id))),
      note: (ids: readonly MessageId[]) => {
        did.push('noted');
        for (const id of ids) noted.add(id);
        return Promise.resolve();
      },
    },
    park: (letter) => {
      if (isParkingDown) return Promise.reject(unavailable('operations'));
      parked.push(letter);
      return Promise.resolve();
    },
  };
  const notHere = () => Promise.reject(new Error('this test sends none'));
  const handlers: HandlersOf<'notifications', ConsumerDeps> = {
    'user.created': notHere,
    'event.updated': notHere,
    'event.deleted': notHere,
    'booking.created': notHere,
    'booking.moved': notHere,
    'booking.confirmed': notHere,
    'booking.cancelled': notHere,
    'invoice.generated': notHere,
    'invoice.payment-received': notHere,
    'invoice.overdue': notHere,
    'mail.requested': async (event) => {
      await act(event);
      did.push(`handled ${event.data.mail}`);
    },
  };
  const consume = consumer('notifications', handlers, () => deps);

  /** What happened to each message of a batch, delivered for the `attempts`th time. */
  const deliver = async (bodies: unknown[], attempts = 1): Promise<string[]> => {
    const outcomes = bodies.map(() => 'nothing');
    const messages = bodies.map((body, place) => ({
      id: String(place),
      timestamp: new Date(),
      attempts,
      body,
      ack: () => void (outcomes[place] = 'ack'),
      retry: ({ delaySeconds }: QueueRetryOptions = {}) => void (outcomes[place] = `retry in ${delaySeconds} s`),
    }));
    const batch = { queue: 'thenorsound-notifications', messages } as unknown as MessageBatch;
    await consume(batch, {}, { waitUntil: () => {} });
    return outcomes;
  };
  return { deliver, did, parked, noted, parkingIsDown: (isDown: boolean) => void (isParkingDown = isDown) };
}

const nothing = () => Promise.resolve();

describe('a message', () => {
  it('is noted as handled after its effect, and then acknowledged', async () => {
    const { deliver, did } = subscriber(nothing);
    expect(await deliver([wish()])).toEqual(['ack']);
    expect(did).toEqual(['handled invitation', 'noted']);
  });

  it('that was handled before has no effect again', async () => {
    const { deliver, did } = subscriber(nothing);
    const message = wish();
    await deliver([message]);
    expect(await deliver([message])).toEqual(['ack']);
    expect(did).toEqual(['handled invitation', 'noted']);
  });

  it('that is handled but could not be noted comes again', async () => {
    const { deliver, did, noted } = subscriber(nothing);
    const message = wish();
    const note = vi.spyOn(noted, 'add').mockImplementationOnce(() => {
      throw unavailable('The store');
    });
    expect(await deliver([message])).toEqual(['retry in 2 s']);
    note.mockRestore();
    expect(await deliver([message])).toEqual(['ack']);
    expect(did.filter((what) => what.startsWith('handled'))).toHaveLength(2);
  });
});

describe('a batch', () => {
  it('is noted with one write, after the effects of all its messages', async () => {
    const { deliver, did } = subscriber(nothing);
    expect(await deliver([wish(), wish(), wish('verification')])).toEqual(['ack', 'ack', 'ack']);
    expect(did.filter((what) => what === 'noted')).toHaveLength(1);
    expect(did.at(-1)).toBe('noted');
  });

  it('of which some messages fail has the others noted and acknowledged', async () => {
    const { deliver, noted } = subscriber(({ data }) =>
      data.mail === 'invitation' ? Promise.reject(unavailable('The users service')) : nothing(),
    );
    const done = wish('verification');
    expect(await deliver([wish('invitation'), done])).toEqual(['retry in 2 s', 'ack']);
    expect([...noted]).toEqual([done.id]);
  });

  it('is handled a few messages at a time, so that a request that comes meanwhile is not kept waiting', async () => {
    let [underWay, most] = [0, 0];
    const { deliver } = subscriber(async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
    });
    await deliver(Array.from({ length: 25 }, () => wish()));
    expect(most).toBe(5);
  });
});

describe('a dependency that is down', () => {
  it('has the message come again, ever later, and parks nothing', async () => {
    const { deliver, parked } = subscriber(() => Promise.reject(unavailable('The users service')));
    const message = wish();
    expect([await deliver([message], 1), await deliver([message], 2), await deliver([message], 50)]).toEqual([
      ['retry in 2 s'],
      ['retry in 4 s'],
      ['retry in 600 s'],
    ]);
    expect(parked).toEqual([]);
  });

  it('is given hours by a hundred tries', () => {
    const seconds = Array.from({ length: 100 }, (_, place) => retryDelaySeconds(place + 1));
    expect(seconds.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(12 * 60 * 60);
  });
});

it('a Worker that is configured wrongly keeps its messages: each comes again, none is parked', async () => {
  const outcomes: unknown[] = [];
  const message = (attempts: number) => ({
    id: '1',
    attempts,
    body: wish(),
    retry: (how: unknown) => outcomes.push(how),
  });
  const batch = { messages: [message(1), message(3)] } as unknown as MessageBatch;
  const consume = consumer('notifications', {} as HandlersOf<'notifications', ConsumerDeps>, () => {
    throw new Error('PLATFORM_SELLER is no JSON');
  });
  await consume(batch, {}, { waitUntil: () => {} });
  expect(outcomes).toEqual([{ delaySeconds: 2 }, { delaySeconds: 8 }]);
});

describe('a message that can never be handled', () => {
  it.each([
    ['meets a bug', wish(), new TypeError('x is undefined'), 'x is undefined'],
    ['breaks a rule', wish(), conflict('The booking is cancelled'), 'The booking is cancelled'],
  ])('is parked at once with its error where it %s', async (_, body, thrown, error) => {
    const { deliver, parked, noted } = subscriber(() => Promise.reject(thrown));
    expect(await deliver([body])).toEqual(['ack']);
    expect(parked).toEqual([{ subscriber: 'notifications', body, error }]);
    expect(noted.size).toBe(0);
  });

  it.each([
    ['is malformed', 'text', /expected object/],
    ['is of a version from the future', { ...wish(), version: 2 }, /version/],
    ['is of an unknown type', { ...wish(), type: 'mail.teleported' }, /does not hear mail\.teleported/],
    ['is of a type that others hear', { ...wish(), type: 'audit.recorded' }, /does not hear audit\.recorded/],
    ['carries other data than its type', { ...wish(), data: { mail: 'invitation' } }, /userId/],
  ])('is parked at once with its error where it %s', async (_, body, error) => {
    const { deliver, parked, did } = subscriber(nothing);
    expect(await deliver([body])).toEqual(['ack']);
    expect(parked).toEqual([{ subscriber: 'notifications', body, error: expect.stringMatching(error) as string }]);
    expect(did).toEqual([]);
  });

  it('does not delay the others of its batch', async () => {
    const stuck = Promise.withResolvers<void>();
    const { deliver, did } = subscriber(({ data }) => (data.mail === 'invitation' ? stuck.promise : nothing()));
    const delivered = deliver([wish('invitation'), 'malformed', wish('verification')]);
    await vi.waitFor(() => expect(did).toEqual(['handled verification']));
    stuck.resolve();
    expect(await delivered).toEqual(['ack', 'ack', 'ack']);
  });

  it('comes again where it cannot be parked either', async () => {
    const { deliver, parked, parkingIsDown } = subscriber(nothing);
    parkingIsDown(true);
    expect(await deliver(['malformed'], 3)).toEqual(['retry in 8 s']);
    parkingIsDown(false);
    expect(await deliver(['malformed'], 4)).toEqual(['ack']);
    expect(parked).toHaveLength(1);
  });
});
