import { env } from 'cloudflare:workers';
import type { SignedIn } from '#shared/actor';
import { openCollection } from '#shared/documents';
import {
  newId,
  type BookingId,
  type CalendarFeedId,
  type UserId,
  type WebhookId,
  type CustomerId,
  type DeadLetterId,
  type EventId,
  type InvoiceId,
  type MessageId,
  type NotificationId,
  type SessionId,
  type TariffId,
  type WebhookDeliveryId,
} from '#shared/ids';
import { DAY_MS } from '#shared/instant';
import { ACTOR_HEADER, actorToHeader } from '#shared/actor';
import { luhnCheckDigit } from '#shared/luhn';
import { firstVersion } from '#shared/stored';
import { actorOf, asking, type Answered } from '../../../test/support/assembly/ask.ts';
import { aDay, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { StoredSession } from '../../domains/auth/session.documents.ts';
import { StoredCalendarFeed } from '../../domains/bookings/calendar-feed.documents.ts';
import { hashOfSecret, newSecret } from '../../domains/bookings/calendar-secret.ts';
import { StoredNotification } from '../../domains/notifications/notification.documents.ts';
import { StoredWebhookDelivery } from '../../domains/notifications/webhook-delivery.documents.ts';
import { aSeller } from '../../domains/invoicing/testing/billing.ts';
import { StoredDeadLetter } from '../../domains/operations/dead-letter.documents.ts';

/** The first PDF of an isolate takes the fonts apart, which in a test isolate under load is longer than an answer may take. */
async function drawOnce(invoice: string): Promise<void> {
  const headers = { [ACTOR_HEADER]: actorToHeader(admin) };
  const url = `http://thenorsound.test/api/invoices/${invoice}/pdf`;
  await (await env.INVOICING_HTTP.fetch(new Request(url, { headers }))).arrayBuffer();
}

/** The nine of the authorization matrix, in the order in which its table names them. */
export const actors = [
  'anonymous',
  'unlinked',
  'crew self',
  'crew other',
  'crewCompany own',
  'crewCompany other',
  'organizer own',
  'organizer other',
  'admin',
] as const;
export type ActorName = (typeof actors)[number];

/** What must be seen in clear by nobody but whoever asks for it at `/sensitive`. */
export const secrets = { socialSecurityNumber: '811228-9874', accountNumber: '8327-9 123 456 789' };

const ask = {
  auth: asking(env.AUTH_HTTP),
  users: asking(env.USERS_HTTP),
  customers: asking(env.CUSTOMERS_HTTP),
  events: asking(env.EVENTS_HTTP),
  bookings: asking(env.BOOKINGS_HTTP),
  invoicing: asking(env.INVOICING_HTTP),
  notifications: asking(env.NOTIFICATIONS_HTTP),
};

const created = <Id extends string>({ status, body }: Answered): Id => {
  if (status !== 201) throw new Error(`not created: ${status} ${JSON.stringify(body)}`);
  return body['id'] as unknown as Id;
};

let serial = 0;
/** A number that is given once. */
export const next = (): number => (serial += 1);
export const freshEmail = (): string => `person-${next()}@matrix.example`;

const user = async (input: object): Promise<UserId> =>
  created<UserId>(await ask.users(admin, 'POST', '/api/users', { email: freshEmail(), ...input }));

/** An organization number of its own for each call. */
export function freshOrgNumber(): string {
  const base = `5599${String(next()).padStart(5, '0')}`;
  return `${base}${luhnCheckDigit(base)}`;
}

/** A crew member of a company, of whom everything is known. */
export const aCrewMember = (customerId: CustomerId): Promise<UserId> =>
  user({
    userType: 3,
    customerId,
    name: 'Dag Trumslagare',
    phone: '+46701234567',
    skills: [{ category: 'Musician', skill: 'Drums', yearsOfExperience: 4, proficiency: 'Expert' }],
    socialSecurityNumber: secrets.socialSecurityNumber,
    bankAccount: { accountNumber: secrets.accountNumber, holderName: 'Dag Trumslagare' },
  });

/** A customer on which nothing depends. */
export const aCustomer = async (): Promise<CustomerId> =>
  created(
    await ask.customers(admin, 'POST', '/api/customers', {
      name: 'Tillfälliga AB',
      orgNumber: freshOrgNumber(),
      customerType: 1,
    }),
  );

/** A tariff for a skill that no other one names. */
export const aTariff = async (customerId: CustomerId): Promise<TariffId> =>
  created(await ask.customers(admin, 'POST', `/api/customers/${customerId}/tariffs`, tariffInput()));

export const tariffInput = () => ({ category: 'Technician', skill: `Skill ${next()}`, timeType: 'Hour', amount: 450 });

/** A Requested booking of an hour, on an event and at a time of its own. */
export const aBooking = async (customerId: CustomerId, crewId: UserId): Promise<BookingId> =>
  (await aBookedEvent(customerId, crewId)).bookingId;

export async function aConfirmedBooking(customerId: CustomerId, crewId: UserId): Promise<BookingId> {
  const id = await aBooking(customerId, crewId);
  await ask.bookings(admin, 'PUT', `/api/bookings/${id}/confirm`);
  return id;
}

/** An event with one booking, which is confirmed. */
export async function anEventWithABooking(customerId: CustomerId, crewId: UserId): Promise<EventId> {
  const { eventId, bookingId } = await aBookedEvent(customerId, crewId);
  await ask.bookings(admin, 'PUT', `/api/bookings/${bookingId}/confirm`);
  return eventId;
}

async function aBookedEvent(
  customerId: CustomerId,
  crewId: UserId,
): Promise<{ eventId: EventId; bookingId: BookingId }> {
  const { eventId, at } = await anEvent(customerId);
  const wish = { eventId, crewId, startTime: at(1), endTime: at(2) };
  return { eventId, bookingId: created(await ask.bookings(admin, 'POST', '/api/bookings', wish)) };
}

export const anInvoice = async (bookingId: BookingId): Promise<InvoiceId> =>
  created(await ask.invoicing(admin, 'POST', `/api/bookings/${bookingId}/invoice`));

const stored = {
  sessions: openCollection(env.DATA, { roundTrips: 0 }, 'auth_refreshTokens', StoredSession),
  notifications: openCollection(env.DATA, { roundTrips: 0 }, 'notifications', StoredNotification),
  feeds: openCollection(env.DATA, { roundTrips: 0 }, 'calendar_feeds', StoredCalendarFeed),
  deliveries: openCollection(env.DATA, { roundTrips: 0 }, 'webhook_deliveries', StoredWebhookDelivery),
  deadLetters: openCollection(env.DATA, { roundTrips: 0 }, 'dead_letters', StoredDeadLetter),
};

export async function aSession(userId: UserId): Promise<SessionId> {
  const now = new Date();
  const _id = newId<SessionId>();
  await stored.sessions.insert({
    _id,
    ...firstVersion(now),
    outbox: [],
    userId,
    generation: 1,
    rotatedAt: now,
    expiresAt: new Date(now.getTime() + DAY_MS),
    userAgent: null,
    revokedAt: null,
    revokedBecause: null,
  });
  return _id;
}

async function aNotification(userId: UserId): Promise<NotificationId> {
  const _id = newId<NotificationId>();
  await stored.notifications.insert({
    _id,
    ...firstVersion(new Date()),
    outbox: [],
    messageId: newId<MessageId>(),
    userId,
    type: 'booking.created',
    title: 'Ny förfrågan',
    body: 'Sommarscenen',
    link: '/bookings',
    unread: true,
    readAt: null,
  });
  return _id;
}

/** A webhook that is turned off, so that nothing is ever sent to it; its address needs no look-up of a name. */
export const aWebhook = async (owner: SignedIn): Promise<WebhookId> =>
  created(
    await ask.notifications(owner, 'POST', '/api/webhooks', { url: 'https://8.8.8.8/thenorsound', isActive: false }),
  );

/** A calendar feed, and the last part of its secret address. */
export async function aCalendarFeed(userId: UserId): Promise<{ id: CalendarFeedId; file: string }> {
  const _id = newId<CalendarFeedId>();
  const secret = newSecret();
  const secretHash = await hashOfSecret(secret);
  const feed = { userId, name: null, secretHash, lastReadOn: null, live: true };
  await stored.feeds.insert({ _id, ...firstVersion(new Date()), outbox: [], ...feed });
  return { id: _id, file: `${secret}.ics` };
}

async function aDelivery(webhookId: WebhookId): Promise<WebhookDeliveryId> {
  const now = new Date();
  const _id = newId<WebhookDeliveryId>();
  await stored.deliveries.insert({
    _id,
    ...firstVersion(now),
    outbox: [],
    webhookId,
    messageId: newId<MessageId>(),
    type: 'event.created',
    payload: '{}',
    isReplay: false,
    status: 'failed',
    dueAt: now,
    attempts: [],
    traceId: 'ab'.repeat(16),
  });
  return _id;
}

/** A message without an id: replaying it is refused to whoever may replay at all. */
async function aDeadLetter(): Promise<DeadLetterId> {
  const now = new Date();
  const _id = newId<DeadLetterId>();
  await stored.deadLetters.insert({
    _id,
    ...firstVersion(now),
    outbox: [],
    subscriber: 'analytics',
    body: '{}',
    error: 'not an envelope',
    messageId: null,
    type: null,
    traceId: null,
    parkedAt: now,
    replayedAt: null,
  });
  return _id;
}

/** What the requests of the matrix name. "Own" and "self" belong to these; "other" to nobody here but themselves. */
export interface World {
  organizer: CustomerId;
  crewCompany: CustomerId;
  /** Somebody who acts for the organizer, but none of the nine. */
  planner: UserId;
  crew: UserId;
  event: EventId;
  /** Inside the event, a day of its own: `at(1)` is an hour into it. */
  at: (hours: number) => string;
  /** Requested; confirmed; and one that is there to be cancelled. */
  booking: BookingId;
  confirmed: BookingId;
  cancelled: BookingId;
  tariff: TariffId;
  invoice: InvoiceId;
  notification: NotificationId;
  webhook: WebhookId;
  delivery: WebhookDeliveryId;
  deadLetter: DeadLetterId;
  calendarFeed: { id: CalendarFeedId; file: string };
}

/** Stages two organizers, two crew companies, and what the first of each have to do with each other. */
export async function stageWorld(): Promise<{ world: World; people: Record<ActorName, SignedIn | null> }> {
  const [organizer, crewCompany, otherOrganizer, otherCrewCompany] = await Promise.all([
    anOrganizer(),
    aSeller(),
    anOrganizer(),
    aSeller(),
  ]);
  const manager = (customerId: CustomerId) =>
    user({ userType: 2, customerId, firstName: 'Maja', lastName: 'Chef', phone: '+46701234567' });
  const [crew, colleague, planner, ownManager, otherManager, ownOrganizer, strange, root] = await Promise.all([
    aCrewMember(crewCompany.customerId),
    // Of the same company: that of another is even further away.
    aCrewMember(crewCompany.customerId),
    manager(organizer.customerId),
    manager(crewCompany.customerId),
    manager(otherCrewCompany.customerId),
    manager(organizer.customerId),
    manager(otherOrganizer.customerId),
    user({ userType: 1, firstName: 'Anna', lastName: 'Admin' }),
  ]);
  const registration = { email: freshEmail(), password: 'Ett långt lösenord', firstName: 'Ny', lastName: 'Person' };
  const unlinked = created<UserId>(await ask.auth(admin, 'POST', '/api/auth/register', registration));

  const people: Record<ActorName, SignedIn | null> = {
    anonymous: null,
    unlinked: actorOf('unlinked', { userId: unlinked }),
    'crew self': actorOf('crew', { userId: crew, customerId: crewCompany.customerId }),
    'crew other': actorOf('crew', { userId: colleague, customerId: crewCompany.customerId }),
    'crewCompany own': actorOf('crewCompany', { userId: ownManager, customerId: crewCompany.customerId }),
    'crewCompany other': actorOf('crewCompany', { userId: otherManager, customerId: otherCrewCompany.customerId }),
    'organizer own': actorOf('organizer', { userId: ownOrganizer, customerId: organizer.customerId }),
    'organizer other': actorOf('organizer', { userId: strange, customerId: otherOrganizer.customerId }),
    admin: actorOf('admin', { userId: root }),
  };

  const at = aDay();
  const { eventId } = await anEvent(organizer.customerId, at);
  const bookingWish = { eventId, crewId: crew, startTime: at(1), endTime: at(2) };
  const booking = created<BookingId>(await ask.bookings(admin, 'POST', '/api/bookings', bookingWish));
  const [confirmed, cancelled, invoiced, tariff, notification, webhook, deadLetter, calendarFeed] = await Promise.all([
    aConfirmedBooking(organizer.customerId, crew),
    aBooking(organizer.customerId, crew),
    aConfirmedBooking(organizer.customerId, crew),
    aTariff(organizer.customerId),
    aNotification(crew),
    aWebhook(organizer.manager),
    aDeadLetter(),
    aCalendarFeed(crew),
  ]);
  const [invoice, delivery] = await Promise.all([anInvoice(invoiced), aDelivery(webhook)]);
  await drawOnce(invoice);
  const world = {
    organizer: organizer.customerId,
    crewCompany: crewCompany.customerId,
    planner,
    crew,
    event: eventId,
    at,
    booking,
    confirmed,
    cancelled,
    tariff,
    invoice,
    notification,
    webhook,
    delivery,
    deadLetter,
    calendarFeed,
  };
  return { world, people };
}
