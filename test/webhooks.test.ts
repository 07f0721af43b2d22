import { createHmac } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { openCollection, oid, type Collection } from '#shared/documents';
import { newId, type MessageId, type WebhookDeliveryId } from '#shared/ids';
import { DAY_MS, MINUTE_MS } from '#shared/instant';
import { firstVersion } from '#shared/stored';
import { StoredWebhookDelivery } from '../workers/domains/notifications/webhook-delivery.documents.ts';
import { StoredWebhook } from '../workers/domains/notifications/webhook.documents.ts';
import { scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { hangUp, openReceiver, silence, status, type Received, type Receiver } from './support/receiver.ts';
import { startSystem, type System } from './support/system.ts';

interface Delivery extends Json {
  messageId: string;
  type: string;
  payload: string;
  isReplay: boolean;
  status: string;
  nextAttemptAt: string | null;
  attempts: { at: string; status: number | null; error: string | null; answer: string | null }[];
}

/** The sweeps take over after half a second here instead of a minute. */
const SETTLE_AFTER_MS = '500';

let receiver: Receiver;
let resolver: Receiver;
let system: System;
let organizer: Client;
let admin: Client;
let drummer: Client;
let webhooks: Collection<StoredWebhook>;
let deliveries: Collection<StoredWebhookDelivery>;

/** What each name leads to, as the resolver says. */
const addresses = new Map<string, string>();

beforeAll(async () => {
  receiver = await openReceiver();
  resolver = await openReceiver();
  resolver.answers('/dns-query', (response, { path }) => {
    const query = new URL(path, 'http://resolver').searchParams;
    const data = query.get('type') === 'A' ? addresses.get(query.get('name') ?? '') : undefined;
    response.end(JSON.stringify({ Status: 0, Answer: data === undefined ? [] : [{ type: 1, data }] }));
  });
  system = await startSystem({
    vars: {
      'thenorsound-bookings': { SETTLE_AFTER_MS },
      'thenorsound-notifications': {
        SETTLE_AFTER_MS,
        WEBHOOK_LOOPBACK: 'allowed',
        DNS_OVER_HTTPS: resolver.url('/dns-query'),
      },
    },
  });
  await seedDemo(system.data, new Date());
  [organizer, admin, drummer] = await signedIn();
  // What the demo data has to tell is told before anybody listens.
  await eventually(async () => {
    await system.tick();
    const filter = { unsettledSince: { $type: 'date' } };
    const told = await system.data.run('findOne', { collection: 'bookings', filter });
    return told.ok && told.answer.document === null;
  }, 60_000);
  webhooks = openCollection(system.data, { roundTrips: 0 }, 'webhooks', StoredWebhook);
  deliveries = openCollection(system.data, { roundTrips: 0 }, 'webhook_deliveries', StoredWebhookDelivery);
});
afterAll(async () => {
  await system.stop();
  await Promise.all([receiver.close(), resolver.close()]);
});

const signedIn = async (): Promise<[Client, Client, Client]> => [
  await signIn(system, 'organizer'),
  await signIn(system, 'admin'),
  await signIn(system, 'crew'),
];

const made: { id: string; who: Client }[] = [];
// A test that is over hears of nothing any more, and a receiver that hangs hangs for nobody else.
afterEach(async () => {
  for (const { id, who } of made.splice(0)) await who.ask('DELETE', `/api/webhooks/${id}`);
});

let paths = 0;
/** A webhook of a client at a path of its own, which answers as told. It hears new bookings unless told otherwise. */
async function registered(wish: object = {}, who: Client = organizer) {
  paths += 1;
  const path = `/hook-${paths}`;
  const webhook = await who.must<Json & { secret: string }>(201, 'POST', '/api/webhooks', {
    url: receiver.url(path),
    eventTypes: ['booking.created'],
    ...wish,
  });
  made.push({ id: webhook.id, who });
  return { ...webhook, path, received: () => receiver.received(path) };
}
type Registered = Awaited<ReturnType<typeof registered>>;

/** Books the drummer, which a webhook hears as booking.created. */
async function booked() {
  const { id: eventId, at } = await scheduledConcert(organizer);
  const wish = { eventId, crewId: drummer.user.id, startTime: at(0), endTime: at(2), notes: 'Bring your own snare' };
  return organizer.must(201, 'POST', '/api/bookings', wish);
}

const deliveriesOf = async ({ id }: Registered, who: Client = organizer): Promise<Delivery[]> =>
  (await who.must<{ items: Delivery[] }>(200, 'GET', `/api/webhooks/${id}/deliveries`)).items;

/** The only delivery of a webhook, once it is as demanded. */
const delivery = (webhook: Registered, isAsDemanded: (delivery: Delivery) => boolean) =>
  eventually(async () => {
    const all = await deliveriesOf(webhook);
    expect(all).toHaveLength(1);
    return all.find(isAsDemanded);
  }, 30_000);

/** As if the wait for the next attempt were over: the next tick makes it. */
const makeDue = (id: string) =>
  deliveries.update({ _id: oid(id as WebhookDeliveryId) }, { $set: { dueAt: new Date(Date.now() - MINUTE_MS) } });

const get = async ({ id }: Registered): Promise<Json> => {
  const { items } = await organizer.must<{ items: Json[] }>(200, 'GET', '/api/webhooks?pageSize=100');
  const found = items.find((webhook) => webhook.id === id);
  if (!found) throw new Error('the webhook is not listed');
  return found;
};

const titlesOf = async (who: Client): Promise<unknown[]> =>
  (await who.must<{ items: Json[] }>(200, 'GET', '/api/notifications?pageSize=100')).items.map(({ title }) => title);

/** The signatures of a request, checked with nothing but HMAC-SHA256: which of these secrets made one. */
function signers({ headers, body }: Received, secrets: Readonly<Record<string, string>>): string[] {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const given = String(headers['webhook-signature']).split(' ');
  return given.map((signature) => {
    const signer = Object.entries(secrets).find(([, secret]) => {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      return signature === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    });
    return signer?.[0] ?? 'nobody';
  });
}

describe('a webhook', () => {
  it('hears of a booking by a thin, signed message, and what came of it is in its log', async () => {
    const webhook = await registered();
    receiver.answers(webhook.path, status(200, `Thank you. ${'x'.repeat(5_000)}`));
    const booking = await booked();
    const { messageId, payload, attempts } = await delivery(webhook, (one) => one.status === 'delivered');

    const [message, ...others] = webhook.received();
    if (!message) throw new Error('nothing came');
    expect(others).toEqual([]);
    expect(message).toMatchObject({ method: 'POST', body: payload, headers: { 'content-type': 'application/json' } });
    expect(message.headers['webhook-id']).toBe(messageId);
    expect(signers(message, { own: webhook.secret })).toEqual(['own']);
    // As a receiver does it, with the reference implementation.
    const verified = new Verifier(webhook.secret).verify(message.body, message.headers as Record<string, string>);
    expect(verified).toEqual({
      id: messageId,
      type: 'booking.created',
      version: 1,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      data: {
        customerId: organizer.user['customerId'],
        bookingId: booking.id,
        crewId: drummer.user.id,
        eventId: booking['eventId'],
        totalAmount: booking['totalAmount'],
        currency: 'SEK',
      },
    });
    expect(attempts).toMatchObject([{ status: 200, error: null, answer: `Thank you. ${'x'.repeat(1_013)}` }]);
  });

  it('of an administrator hears of every company, one of another company and one that is off of nothing', async () => {
    const [all, off, mute] = await Promise.all([
      registered({}, admin),
      registered({ isActive: false }),
      registered({ eventTypes: ['invoice.overdue'] }),
    ]);
    await booked();
    await eventually(() => all.received().length === 1);
    expect([off.received(), mute.received()]).toEqual([[], []]);
    // The organizer does not even see it.
    expect((await organizer.ask('GET', `/api/webhooks/${all.id}/deliveries`)).status).toBe(404);
  });

  it('hears of a changed and of a deleted event, although they name no company', async () => {
    const webhook = await registered({ eventTypes: ['event.updated', 'event.deleted'] });
    const { id } = await scheduledConcert(organizer);
    await organizer.must(200, 'DELETE', `/api/events/${id}`);
    const messages = await eventually(() => {
      const all = webhook.received().map(({ body }) => JSON.parse(body) as { type: string; data: object });
      return all.length === 2 && all;
    });
    const own = { customerId: organizer.user['customerId'], eventId: id };
    expect(new Map(messages.map(({ type, data }) => [type, data]))).toEqual(
      new Map<string, object>([
        ['event.updated', { ...own, status: 'Scheduled' }],
        ['event.deleted', own],
      ]),
    );
  });
});

describe('a delivery that fails', () => {
  it('is tried again after 5 s under the same id, and is over when the receiver takes it', async () => {
    const webhook = await registered();
    receiver.answers(webhook.path, (response, received) => {
      const isFirst = webhook.received()[0] === received;
      status(isFirst ? 503 : 204)(response, received);
    });
    await booked();
    const { messageId, attempts } = await delivery(webhook, (one) => one.status === 'delivered');
    expect(attempts.map((attempt) => attempt.status)).toEqual([503, 204]);
    expect(webhook.received().map(({ headers }) => headers['webhook-id'])).toEqual([messageId, messageId]);
    const [first = '', second = ''] = attempts.map(({ at }) => at);
    expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(5_000);
    for (const message of webhook.received()) expect(signers(message, { own: webhook.secret })).toEqual(['own']);
  });

  it('after some retries waits for longer, and the sweep makes the next attempt', async () => {
    const webhook = await registered();
    receiver.answers(webhook.path, status(500, 'Oops'));
    await booked();
    const twice = await delivery(webhook, ({ attempts }) => attempts.length === 2);
    const wait = Date.parse(twice.nextAttemptAt ?? '') - Date.parse(twice.attempts[1]?.at ?? '');
    expect(wait).toBeGreaterThanOrEqual(5 * MINUTE_MS);
    await system.tick();
    expect(webhook.received()).toHaveLength(2);

    await makeDue(twice.id);
    receiver.answers(webhook.path, status(200));
    await system.tick();
    const { attempts } = await delivery(webhook, (one) => one.status === 'delivered');
    expect(attempts.map(({ answer }) => answer)).toEqual(['Oops', 'Oops', null]);
  });

  it('does not follow a redirect: that is a failure, wherever it leads', async () => {
    const webhook = await registered();
    receiver.answers(webhook.path, status(307, '', { location: receiver.url('/elsewhere') }));
    await booked();
    const { attempts, status: state } = await delivery(webhook, (one) => one.attempts.length > 0);
    expect([attempts[0]?.status, state]).toEqual([307, 'pending']);
    expect(receiver.received('/elsewhere')).toEqual([]);
  });

  it('says when nobody answered, and when nobody answered in time', async () => {
    const [closing, hanging] = await Promise.all([registered(), registered()]);
    receiver.answers(closing.path, hangUp);
    receiver.answers(hanging.path, silence);
    await booked();
    const [closed, hung] = await Promise.all(
      [closing, hanging].map((webhook) => delivery(webhook, ({ attempts }) => attempts.length > 0)),
    );
    expect(closed?.attempts[0]).toMatchObject({ status: null, error: 'unreachable', answer: null });
    expect(hung?.attempts[0]).toMatchObject({ status: null, error: 'timed-out', answer: null });
  });

  it('marks the webhook after the last attempt and tells its managers once; the next success clears the mark', async () => {
    const webhook = await registered();
    receiver.answers(webhook.path, status(500));
    for (let number = 0; number < 2; number += 1) await booked();
    const both = await eventually(async () => {
      const all = await deliveriesOf(webhook);
      return all.length === 2 && all.every(({ attempts }) => attempts.length === 2) && all;
    }, 30_000);
    const attempt = { at: new Date(), durationMs: 1, status: 500, error: null, answer: null };
    const attempts = Array.from({ length: 9 }, () => attempt);
    for (const { id } of both) {
      const due = new Date(Date.now() - MINUTE_MS);
      await deliveries.update({ _id: oid(id as WebhookDeliveryId) }, { $set: { attempts, dueAt: due } });
    }
    await system.tick();
    await eventually(async () => (await deliveriesOf(webhook)).every((one) => one.status === 'failed'));
    expect(await get(webhook)).toMatchObject({ isActive: true, failure: { reason: 'retries-exhausted' } });
    const host = new URL(receiver.url('')).host;
    const told = (await titlesOf(organizer)).filter((title) => title === `Webhook når inte fram: ${host}`);
    expect(told).toHaveLength(1);

    receiver.answers(webhook.path, status(200));
    await booked();
    await eventually(async () => (await get(webhook))['failure'] === null);
  });

  it('is the last where the receiver answers 410: the webhook is turned off, and its managers are told', async () => {
    const [webhook, witness] = await Promise.all([registered(), registered()]);
    receiver.answers(webhook.path, status(410));
    await booked();
    await delivery(webhook, (one) => one.status === 'failed');
    expect(await get(webhook)).toMatchObject({ isActive: false, failure: { reason: 'gone' } });
    const host = new URL(receiver.url('')).host;
    expect(await titlesOf(organizer)).toContain(`Webhook avstängd: ${host}`);
    await booked();
    await eventually(() => witness.received().length === 2);
    expect(webhook.received()).toHaveLength(1);
    await organizer.must(200, 'PUT', `/api/webhooks/${webhook.id}`, { isActive: true });
    expect(await get(webhook)).toMatchObject({ isActive: true, failure: null });
  });
});

describe('a receiver that says nothing', () => {
  it('delays neither what people are told, nor other receivers, nor later events', async () => {
    const [hanging, well] = await Promise.all([registered(), registered()]);
    receiver.answers(hanging.path, silence);
    await booked();
    const before = (await titlesOf(drummer)).length;
    const [held] = await eventually(() => hanging.received().length > 0 && hanging.received());
    await booked();
    await eventually(async () => {
      expect(well.received()).toHaveLength(2);
      expect((await titlesOf(drummer)).length).toBeGreaterThan(before);
      return true;
    });
    // All of this while the very first request still waits for its answer.
    expect(held?.isOpen()).toBe(true);
  });

  it('with a long backlog does not keep the sweep from others: it gets one request, they get theirs', async () => {
    const [hanging, well] = await Promise.all([registered(), registered()]);
    receiver.answers(hanging.path, silence);
    const old = (webhook: Registered, minutes: number): StoredWebhookDelivery => ({
      _id: newId<WebhookDeliveryId>(),
      ...firstVersion(new Date()),
      outbox: [],
      webhookId: webhook.id as StoredWebhook['_id'],
      messageId: newId<MessageId>(),
      type: 'booking.created',
      payload: '{}',
      isReplay: false,
      status: 'pending',
      dueAt: new Date(Date.now() - minutes * MINUTE_MS),
      attempts: [],
      traceId: '0'.repeat(31) + '1',
    });
    for (let number = 0; number < 130; number += 1) await deliveries.insert(old(hanging, 1_000 - number));
    for (let number = 0; number < 3; number += 1) await deliveries.insert(old(well, 5));
    await system.tick();
    await eventually(() => well.received().length === 3);
    expect(hanging.received()).toHaveLength(1);
    expect(hanging.received()[0]?.isOpen()).toBe(true);
    await deliveries.remove({ webhookId: oid(hanging.id as StoredWebhook['_id']) });
  });
});

describe('a process that dies between claiming a delivery and noting what came of it', () => {
  it('leaves it to be sent again under the same id, once the claim has run out', async () => {
    const webhook = await registered();
    const died = new Promise<void>((resolve, reject) => {
      receiver.answers(webhook.path, () => void system.kill().then(resolve, reject));
    });
    await booked();
    await died;
    receiver.answers(webhook.path, status(200));
    await system.restart();
    [organizer, admin, drummer] = await signedIn();

    const before = await delivery(webhook, (one) => one.status === 'pending');
    expect(before.attempts).toEqual([]);
    // Claimed still: nobody else takes it.
    await system.tick();
    expect(webhook.received()).toHaveLength(1);
    await makeDue(before.id);
    await system.tick();
    const after = await delivery(webhook, (one) => one.status === 'delivered');
    expect(after.attempts).toHaveLength(1);
    expect(new Set(webhook.received().map(({ headers }) => headers['webhook-id']))).toEqual(new Set([after.messageId]));
    expect(webhook.received()).toHaveLength(2);
  });
});

describe('a replay', () => {
  it('sends the same body under the same id once more, as a delivery of its own', async () => {
    const webhook = await registered();
    await booked();
    const first = await delivery(webhook, (one) => one.status === 'delivered');
    const path = `/api/webhooks/${webhook.id}/deliveries/${first.id}/replay`;
    const replay = await organizer.must<Delivery>(201, 'POST', path);
    expect(replay).toMatchObject({ isReplay: true, messageId: first.messageId, status: 'pending', attempts: [] });
    await eventually(async () => (await deliveriesOf(webhook)).every((one) => one.status === 'delivered'));
    const [original, again] = webhook.received();
    expect(again?.body).toBe(original?.body);
    expect(again?.headers['webhook-id']).toBe(original?.headers['webhook-id']);
    expect(await deliveriesOf(webhook)).toHaveLength(2);
  });

  it('is refused while the delivery is under way, and where the webhook is off', async () => {
    const webhook = await registered();
    receiver.answers(webhook.path, status(500));
    await booked();
    const { id } = await delivery(webhook, ({ attempts }) => attempts.length === 2);
    const path = `/api/webhooks/${webhook.id}/deliveries/${id}/replay`;
    expect((await organizer.ask('POST', path)).status).toBe(409);
    await organizer.must(200, 'PUT', `/api/webhooks/${webhook.id}`, { isActive: false });
    await makeDue(id);
    await system.tick();
    // What was still on its way to a webhook that is off is not sent.
    await delivery(webhook, (one) => one.status === 'cancelled');
    expect(webhook.received()).toHaveLength(2);
    expect((await organizer.ask('POST', path)).status).toBe(409);
  });
});

describe('a rotated secret', () => {
  it('signs beside the old one for 24 hours, and then alone', async () => {
    const webhook = await registered();
    const rotated = await organizer.must<{ secret: string }>(200, 'PUT', `/api/webhooks/${webhook.id}`, {
      rotateSecret: true,
    });
    const secrets = { old: webhook.secret, new: rotated.secret };
    await booked();
    const [both] = await eventually(() => webhook.received().length === 1 && webhook.received());
    if (!both) throw new Error('nothing came');
    expect(signers(both, secrets)).toEqual(['new', 'old']);
    for (const secret of Object.values(secrets)) {
      expect(() => new Verifier(secret).verify(both.body, both.headers as Record<string, string>)).not.toThrow();
    }

    const stored = await webhooks.findOne({ _id: oid(webhook.id as StoredWebhook['_id']) });
    const { validUntil } = stored?.previousSecret ?? {};
    expect((validUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(DAY_MS - MINUTE_MS);
    await webhooks.update(
      { _id: oid(webhook.id as StoredWebhook['_id']) },
      { $set: { 'previousSecret.validUntil': new Date() } },
    );
    await booked();
    const [, alone] = await eventually(() => webhook.received().length === 2 && webhook.received());
    if (!alone) throw new Error('nothing more came');
    expect(signers(alone, secrets)).toEqual(['new']);
  });
});

describe('an address that leads inside', () => {
  it('is refused when it is saved, also where only its name leads there', async () => {
    addresses.set('inside.example.com', '10.0.0.7');
    for (const url of ['https://10.0.0.7/', 'https://inside.example.com/', 'https://nowhere.example.com/']) {
      const { status: refused, body } = await organizer.ask<{ error: { details: unknown } }>('POST', '/api/webhooks', {
        url,
      });
      expect(refused).toBe(400);
      expect(body.error.details).toMatchObject([{ field: 'url' }]);
    }
  });

  it('is refused when something is sent: the name led outside when it was saved', async () => {
    addresses.set('moves.example.com', '93.184.216.34');
    const webhook = await registered({ url: 'https://moves.example.com/hook' });
    addresses.set('moves.example.com', '127.0.0.1');
    await booked();
    const { attempts } = await delivery(webhook, (one) => one.attempts.length > 0);
    expect(attempts[0]).toMatchObject({ status: null, error: 'address-refused' });
  });

  it('is refused when something is sent, however it came to be stored', async () => {
    const webhook = await registered();
    await webhooks.update(
      { _id: oid(webhook.id as StoredWebhook['_id']) },
      { $set: { url: 'http://169.254.169.254/' } },
    );
    await booked();
    const { attempts } = await delivery(webhook, (one) => one.attempts.length > 0);
    expect(attempts[0]).toMatchObject({ status: null, error: 'address-refused' });
  });

  it('is not sent to while nobody can say where its name leads', async () => {
    addresses.set('quiet.example.com', '93.184.216.34');
    const webhook = await registered({ url: 'https://quiet.example.com/hook' });
    resolver.answers('/dns-query', status(500));
    await booked();
    const { attempts } = await delivery(webhook, (one) => one.attempts.length > 0);
    expect(attempts[0]).toMatchObject({ status: null, error: 'unreachable' });
  });
});
