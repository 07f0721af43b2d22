import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#shared/actor';
import { openCollection, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { NEW_ID_HEADER } from '#shared/endpoint';
import {
  newId,
  type BookingId,
  type CustomerId,
  type EventId,
  type InvoiceId,
  type UserId,
  type WebhookDeliveryId,
  type WebhookId,
} from '#shared/ids';
import type { Reply } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { Env } from './deps.ts';
import { webhookEventTypes } from './domain/webhook-events.ts';
import type { NotificationsForColleagues } from './for-colleagues.ts';
import { StoredWebhookDelivery } from './webhook-delivery.documents.ts';
import { StoredWebhook } from './webhook.documents.ts';
import worker from './worker.ts';

// That what is sent arrives, and what follows when it does not, is tested against a real receiver: test/webhooks.test.ts.
const real = assembly as unknown as Env & { NOTIFICATIONS: Service<NotificationsForColleagues> };
const ask = asking(assembly.NOTIFICATIONS_HTTP);
const webhooks = openCollection(real.DATA, { roundTrips: 0 }, 'webhooks', StoredWebhook);
const deliveries = openCollection(real.DATA, { roundTrips: 0 }, 'webhook_deliveries', StoredWebhookDelivery);

interface Webhook {
  id: WebhookId;
  secret: string | null;
  isActive: boolean;
  eventTypes: string[] | null;
  url: string;
  description: string | null;
}

const url = 'https://receiver.example.com/hook';

async function registered(actor: Actor = actorOf('organizer'), wish: object = {}) {
  const { status, body, headers } = await ask(actor, 'POST', '/api/webhooks', { url, ...wish });
  expect([status, body['error']]).toEqual([201, undefined]);
  return { webhook: body as unknown as Webhook, etag: headers.get('etag') ?? '' };
}

/** A registered one to which nothing is sent: its address was changed behind the back of all checks. */
async function unreachable(actor: Actor, wish: object = {}) {
  const { webhook } = await registered(actor, wish);
  await webhooks.update({ _id: oid(webhook.id) }, { $set: { url: 'https://10.0.0.1/' } });
  return webhook;
}

const listed = async (actor: Actor, query = '') => {
  const { status, body } = await ask(actor, 'GET', `/api/webhooks${query}`);
  expect(status).toBe(200);
  return body['items'] as unknown as Webhook[];
};

const storedOf = async (id: WebhookId) => {
  const found = await webhooks.findOne({ _id: oid(id) });
  if (!found) throw new Error('the webhook is not stored');
  return found;
};
const plannedFor = (id: WebhookId) => deliveries.find({ webhookId: oid(id) }, { sort: { createdAt: 1 } });

const says = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });

/** Delivers messages as one batch to a Worker that knows one booking on one event, and nobody to tell. */
async function deliver(bodies: unknown[], organizer: CustomerId) {
  const colleagues = {
    USERS: { managersOfCompany: () => says([]), people: () => says([]) },
    EVENTS: { event: () => says(null), customerOfEvent: () => says(organizer) },
    BOOKINGS: {
      booking: () => says({ crewCompanyId: newId<CustomerId>(), startTime: new Date(), endTime: new Date() }),
      bookingsOfEvent: () => says([]),
    },
    INVOICING: { invoice: () => says({ type: 'Invoice', number: '2026-000001', sellerId: null }) },
  };
  const messages = bodies.map((body, place) => ({ id: String(place), timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch('thenorsound-notifications', messages);
  const context = createExecutionContext();
  await worker.queue(batch, { ...real, ...colleagues } as unknown as Env, context);
  const { explicitAcks } = await getQueueResult(batch, context);
  expect(explicitAcks).toHaveLength(bodies.length);
}

const at = () => ({ now: new Date(), traceId: traceFrom(null).traceId });
const bookingOf = (customerId: CustomerId) => ({
  bookingId: newId<BookingId>(),
  crewId: newId<UserId>(),
  eventId: newId<EventId>(),
  customerId,
});
const confirmed = (customerId: CustomerId) =>
  occurred('booking.confirmed', { ...bookingOf(customerId), totalAmount: 1 }, at());

describe('registering a webhook', () => {
  it('shows its secret, once, and stores it encrypted', async () => {
    const organizer = actorOf('organizer');
    const { status, body, headers } = await ask(organizer, 'POST', '/api/webhooks', { url, description: ' CRM ' });
    const made = body as unknown as Webhook;
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, `/api/webhooks/${made.id}`, '"1"']);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made).toMatchObject({ url, description: 'CRM', eventTypes: null, isActive: true, failure: null });

    const [again] = await listed(organizer);
    expect(again).toEqual({ ...made, secret: undefined });
    const { secret, createdBy, customerId } = await storedOf(made.id);
    expect(JSON.stringify(secret)).not.toContain(made.secret?.slice(6));
    expect([createdBy, customerId]).toEqual([organizer.userId, organizer.customerId]);
  });

  it('again, after the answer was lost, shows the same webhook with the same secret', async () => {
    const organizer = actorOf('organizer');
    const headers = { [NEW_ID_HEADER]: newId<WebhookId>() };
    const [first, second] = [
      await ask(organizer, 'POST', '/api/webhooks', { url }, headers),
      await ask(organizer, 'POST', '/api/webhooks', { url }, headers),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await listed(organizer)).toHaveLength(1);
  });

  it.each([
    [{}, ['url']],
    [{ url: 'no url' }, ['url']],
    [{ url: `https://example.com/${'x'.repeat(2_048)}` }, ['url']],
    [{ url: 'https://user:word@example.com/' }, ['url']],
    [{ url: 'http://example.com/' }, ['url']],
    [{ url: 'https://2130706433/' }, ['url']],
    [{ url: 'http://localhost:8080/' }, ['url']],
    [{ url: 'https://[::ffff:10.0.0.1]/' }, ['url']],
    [{ url, eventTypes: [] }, ['eventTypes']],
    [{ url, eventTypes: ['booking.created', 'user.created', 'x'] }, ['eventTypes[1]', 'eventTypes[2]']],
    [{ url, description: '' }, ['description']],
    [{ url, secret: 'whsec_mine', customerId: newId<CustomerId>() }, ['secret', 'customerId']],
    [{ url: 7, isActive: 'yes', eventTypes: 'all' }, ['eventTypes', 'isActive', 'url']],
  ])('refuses %j, naming every bad field', async (body, fields) => {
    const refused = await ask(actorOf('organizer'), 'POST', '/api/webhooks', body);
    expect(refused.status).toBe(400);
    const named = refused.body.error.details.map(({ field }) => field);
    expect(new Set(named)).toEqual(new Set(fields));
  });

  it('is refused beyond twenty for one owner, until one is deleted', async () => {
    const organizer = actorOf('organizer');
    for (let number = 0; number < 20; number += 1) await registered(organizer);
    expect((await ask(organizer, 'POST', '/api/webhooks', { url })).status).toBe(409);
    const [newest] = await listed(organizer);
    expect((await ask(organizer, 'DELETE', `/api/webhooks/${newest?.id}`)).status).toBe(200);
    await registered(organizer);
  });
});

describe('whose webhooks', () => {
  it('an organizer sees its own, page by page and newest first; an administrator all', async () => {
    const customerId = newId<CustomerId>();
    const [one, other] = [actorOf('organizer', { customerId }), actorOf('organizer', { customerId })];
    const first = await registered(one);
    const second = await registered(other);
    expect((await listed(one)).map(({ id }) => id)).toEqual([second.webhook.id, first.webhook.id]);
    expect((await listed(other, '?pageSize=1&pageNumber=2')).map(({ id }) => id)).toEqual([first.webhook.id]);
    const everybodys = await listed(actorOf('admin'), '?pageSize=100');
    expect(everybodys.map(({ id }) => id)).toEqual(expect.arrayContaining([first.webhook.id, second.webhook.id]));
  });

  it.each(['crewCompany', 'crew', 'unlinked'] as const)('%s has none, and may not ask', async (role) => {
    expect((await ask(actorOf(role), 'GET', '/api/webhooks')).status).toBe(403);
    expect((await ask(actorOf(role), 'POST', '/api/webhooks', { url })).status).toBe(403);
  });

  it('another company’s, an administrator’s and a deleted one look like none at all', async () => {
    const owner = actorOf('organizer');
    const stranger = actorOf('organizer');
    const [own, admins, deleted] = [
      await registered(owner),
      await registered(actorOf('admin'), { isActive: false }),
      await registered(stranger),
    ];
    await ask(stranger, 'DELETE', `/api/webhooks/${deleted.webhook.id}`);
    const ids = [own.webhook.id, admins.webhook.id, deleted.webhook.id, newId<WebhookId>()];
    for (const id of ids) {
      const answers = [
        await ask(stranger, 'PUT', `/api/webhooks/${id}`, { isActive: false }),
        await ask(stranger, 'DELETE', `/api/webhooks/${id}`),
        await ask(stranger, 'GET', `/api/webhooks/${id}/deliveries`),
        await ask(stranger, 'POST', `/api/webhooks/${id}/deliveries/${newId<WebhookDeliveryId>()}/replay`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(new Set(answers.map(({ body }) => body.error.message))).toEqual(new Set(['The webhook was not found']));
    }
    expect((await storedOf(own.webhook.id)).isActive).toBe(true);
  });
});

describe('changing a webhook', () => {
  it('keeps what is not named, clears what is null, and shows no secret', async () => {
    const organizer = actorOf('organizer');
    const { webhook } = await registered(organizer, { description: 'CRM', eventTypes: ['booking.created'] });
    const path = `/api/webhooks/${webhook.id}`;
    const described = await ask(organizer, 'PUT', path, { description: null });
    expect(described.body).toMatchObject({ url, description: null, eventTypes: ['booking.created'], secret: null });
    const all = await ask(organizer, 'PUT', path, { eventTypes: null, url: 'https://Other.example.COM' });
    expect(all.body).toMatchObject({ url: 'https://other.example.com/', eventTypes: null });
    expect(all.headers.get('etag')).toBe('"3"');
  });

  it('to what it is already changes nothing; a stale version is refused', async () => {
    const organizer = actorOf('organizer');
    const { webhook } = await registered(organizer);
    const path = `/api/webhooks/${webhook.id}`;
    const same = await ask(organizer, 'PUT', path, { url, isActive: true, description: null });
    expect([same.status, same.headers.get('etag')]).toEqual([200, '"1"']);
    const stale = await ask(organizer, 'PUT', path, { isActive: false }, { 'if-match': '"9"' });
    expect([stale.status, (await ask(organizer, 'DELETE', path, undefined, { 'if-match': '"9"' })).status]).toEqual([
      412, 412,
    ]);
  });

  it('to an address that leads inside is refused', async () => {
    const organizer = actorOf('organizer');
    const { webhook } = await registered(organizer);
    const refused = await ask(organizer, 'PUT', `/api/webhooks/${webhook.id}`, { url: 'https://169.254.169.254/' });
    expect([refused.status, refused.body.error.details[0]?.field]).toEqual([400, 'url']);
  });

  it('rotates its secret on request: the old one is kept for a day, and the one before it is gone', async () => {
    const organizer = actorOf('organizer');
    const { webhook } = await registered(organizer);
    const path = `/api/webhooks/${webhook.id}`;
    const before = await storedOf(webhook.id);
    const [first, second] = [
      await ask(organizer, 'PUT', path, { rotateSecret: true }),
      await ask(organizer, 'PUT', path, { rotateSecret: true }),
    ];
    const secrets = [webhook.secret, first.body['secret'], second.body['secret']];
    expect(new Set(secrets).size).toBe(3);
    expect(typeof second.body['previousSecretValidUntil']).toBe('string');
    const stored = await storedOf(webhook.id);
    expect(stored.previousSecret?.secret).not.toEqual(before.secret);
    expect(stored.secret).not.toEqual(before.secret);
  });

  it('by two at once loses neither change', async () => {
    const organizer = actorOf('organizer');
    const { webhook } = await registered(organizer);
    const path = `/api/webhooks/${webhook.id}`;
    const answers = await Promise.all([
      ask(organizer, 'PUT', path, { description: 'CRM' }),
      ask(organizer, 'PUT', path, { isActive: false }),
      ask(organizer, 'PUT', path, { rotateSecret: true }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await storedOf(webhook.id)).toMatchObject({ description: 'CRM', isActive: false, version: 4 });
    expect((await storedOf(webhook.id)).previousSecret).not.toBeNull();
  });

  it('is told to the audit log, like making and deleting one', async () => {
    const organizer = actorOf('organizer');
    const { webhook } = await registered(organizer);
    await ask(organizer, 'PUT', `/api/webhooks/${webhook.id}`, { isActive: false });
    await ask(organizer, 'DELETE', `/api/webhooks/${webhook.id}`);
    const { outbox } = await storedOf(webhook.id);
    expect(outbox.map(({ type, data }) => [type, data['action'], data['actorId']])).toEqual(
      Array.from({ length: 3 }, () => ['audit.recorded', 'webhooks:manage', organizer.userId]),
    );
  });
});

describe('an event', () => {
  it('is planned once for each webhook that hears it, however often its message comes', async () => {
    const organizer = actorOf('organizer');
    const customerId = organizer.customerId as CustomerId;
    const [all, some, others, off, foreign, admins] = [
      await unreachable(organizer),
      await unreachable(organizer, { eventTypes: ['booking.confirmed'] }),
      await unreachable(organizer, { eventTypes: ['invoice.overdue'] }),
      await unreachable(organizer, { isActive: false }),
      await unreachable(actorOf('organizer')),
      await unreachable(actorOf('admin'), { eventTypes: ['booking.confirmed'] }),
    ];
    const event = confirmed(customerId);
    await deliver([event, event], customerId);
    // As if the process had died before noting it.
    await openCollection(real.DATA, { roundTrips: 0 }, 'inbox_notifications', StoredWebhook).remove({
      _id: oid(event.id),
    });
    await deliver([event], customerId);
    const planned = await Promise.all([all, some, others, off, foreign, admins].map(({ id }) => plannedFor(id)));
    expect(planned.map(({ length }) => length)).toEqual([1, 1, 0, 0, 0, 1]);
    expect(planned[0]?.[0]).toMatchObject({ messageId: event.id, type: 'booking.confirmed', isReplay: false });
    await ask(actorOf('admin'), 'DELETE', `/api/webhooks/${admins.id}`);
  });

  it('of every type that concerns an organizer is heard', async () => {
    const organizer = actorOf('organizer');
    const customerId = organizer.customerId as CustomerId;
    const webhook = await unreachable(organizer);
    const booking = bookingOf(customerId);
    const invoice = { invoiceId: newId<InvoiceId>(), customerId };
    const events = [
      occurred('event.updated', { eventId: booking.eventId, status: 'Scheduled' }, at()),
      occurred('event.deleted', { eventId: booking.eventId }, at()),
      occurred('booking.created', { ...booking, totalAmount: 1 }, at()),
      occurred(
        'booking.moved',
        { ...booking, startTime: at().now.toISOString(), endTime: at().now.toISOString() },
        at(),
      ),
      occurred('booking.confirmed', { ...booking, totalAmount: 1 }, at()),
      occurred('booking.cancelled', { ...booking, cancellationReason: 'Ill' }, at()),
      occurred('invoice.generated', { ...invoice, bookingId: null, totalAmount: 1, dueDate: '2026-12-31' }, at()),
      occurred('invoice.payment-received', { ...invoice, amount: 1, paymentMethod: 'Bankgiro' }, at()),
      occurred('invoice.overdue', { ...invoice, amount: 1 }, at()),
    ];
    await deliver(events, customerId);
    const planned = await plannedFor(webhook.id);
    expect(new Set(planned.map(({ type }) => type))).toEqual(new Set(webhookEventTypes));
    expect(planned.filter(({ payload }) => payload.includes('Ill'))).toEqual([]);
  });

  it('that cannot be delivered stands in the log with the time of its next attempt', async () => {
    const organizer = actorOf('organizer');
    const customerId = organizer.customerId as CustomerId;
    const webhook = await unreachable(organizer);
    const event = confirmed(customerId);
    await deliver([event], customerId);
    const path = `/api/webhooks/${webhook.id}/deliveries`;
    const seen = await eventually(async () => {
      const { body } = await ask(organizer, 'GET', `${path}?status=pending`);
      const [first] = body['items'] as unknown as { attempts: unknown[] }[];
      return first && first.attempts.length > 0 && first;
    });
    expect(seen).toMatchObject({
      messageId: event.id,
      type: 'booking.confirmed',
      status: 'pending',
      nextAttemptAt: expect.stringMatching(/Z$/) as string,
      attempts: [{ status: null, error: 'address-refused', answer: null }],
    });
    expect((await ask(organizer, 'GET', `${path}?status=delivered`)).body['totalCount']).toBe(0);
    expect((await ask(organizer, 'GET', `${path}?status=lost`)).status).toBe(400);
  });
});

describe('a replay', () => {
  it('of a delivery of another webhook, or of none, is refused', async () => {
    const organizer = actorOf('organizer');
    const customerId = organizer.customerId as CustomerId;
    const webhook = await unreachable(organizer);
    await deliver([confirmed(customerId)], customerId);
    const [planned] = await plannedFor(webhook.id);
    const other = await unreachable(organizer);
    const path = (deliveryId = '') => `/api/webhooks/${other.id}/deliveries/${deliveryId}/replay`;
    const answers = [
      await ask(organizer, 'POST', path(planned?._id)),
      await ask(organizer, 'POST', path(newId<WebhookDeliveryId>())),
    ];
    expect(answers.map(({ status, body }) => [status, body.error.message])).toEqual([
      [404, 'The delivery was not found'],
      [404, 'The delivery was not found'],
    ]);
  });

  it('again, after its answer was lost, makes no second one', async () => {
    const organizer = actorOf('organizer');
    const customerId = organizer.customerId as CustomerId;
    const webhook = await unreachable(organizer);
    await deliver([confirmed(customerId)], customerId);
    const [planned] = await plannedFor(webhook.id);
    if (!planned) throw new Error('nothing was planned');
    await deliveries.update({ _id: oid(planned._id) }, { $set: { status: 'delivered' } });
    const headers = { [NEW_ID_HEADER]: newId<WebhookDeliveryId>() };
    const path = `/api/webhooks/${webhook.id}/deliveries/${planned._id}/replay`;
    const [first, second] = [
      await ask(organizer, 'POST', path, undefined, headers),
      await ask(organizer, 'POST', path, undefined, headers),
    ];
    expect([first.status, second.status, first.body['id'], second.body['id']]).toEqual([
      201,
      201,
      headers[NEW_ID_HEADER],
      headers[NEW_ID_HEADER],
    ]);
    expect(await plannedFor(webhook.id)).toHaveLength(2);
    expect((await deliveries.findOne({ _id: oid(headers[NEW_ID_HEADER] ?? planned._id) }))?.outbox).toMatchObject([
      { type: 'audit.recorded', data: { action: 'webhooks:manage', actorId: organizer.userId } },
    ]);
  });
});
