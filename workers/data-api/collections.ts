import type { CollectionDeclaration } from '#shared/data-api';
import { inboxIndexes } from '#shared/inbox';
import { bookingsIndexes } from '../domains/bookings/booking.indexes.ts';
import { calendarFeedsIndexes } from '../domains/bookings/calendar-feed.indexes.ts';
import { eventsIndexes } from '../domains/events/event.indexes.ts';
import { invoiceSeriesIndexes, invoicesIndexes } from '../domains/invoicing/invoice.indexes.ts';
import { credentialsIndexes } from '../domains/auth/credential.indexes.ts';
import { sessionsIndexes } from '../domains/auth/session.indexes.ts';
import { customersIndexes } from '../domains/customers/customer.indexes.ts';
import { tariffsIndexes } from '../domains/customers/tariff.indexes.ts';
import { mailsIndexes } from '../domains/notifications/mail.indexes.ts';
import { notificationsIndexes } from '../domains/notifications/notification.indexes.ts';
import { webhookDeliveriesIndexes } from '../domains/notifications/webhook-delivery.indexes.ts';
import { webhooksIndexes } from '../domains/notifications/webhook.indexes.ts';
import { dailyTotalsIndexes } from '../domains/analytics/daily-total.indexes.ts';
import { auditIndexes } from '../domains/operations/audit.indexes.ts';
import { deadLettersIndexes } from '../domains/operations/dead-letter.indexes.ts';
import { errorsIndexes } from '../domains/operations/error.indexes.ts';
import { crewCalendarsIndexes } from '../domains/users/crew-calendar.indexes.ts';
import { usersIndexes } from '../domains/users/user.indexes.ts';
import { idempotencyIndexes } from '../gateway/idempotency.indexes.ts';

/** Every collection of the product: one line per declaration, which lives beside the stored schema of its owner. */
export const collections: readonly CollectionDeclaration[] = [
  credentialsIndexes,
  sessionsIndexes,
  usersIndexes,
  crewCalendarsIndexes,
  customersIndexes,
  tariffsIndexes,
  eventsIndexes,
  bookingsIndexes,
  calendarFeedsIndexes,
  notificationsIndexes,
  mailsIndexes,
  webhooksIndexes,
  webhookDeliveriesIndexes,
  dailyTotalsIndexes,
  auditIndexes,
  deadLettersIndexes,
  errorsIndexes,
  inboxIndexes('events'),
  inboxIndexes('bookings'),
  inboxIndexes('notifications'),
  inboxIndexes('operations'),
  inboxIndexes('analytics'),
  invoicesIndexes,
  invoiceSeriesIndexes,
  inboxIndexes('invoicing'),
  idempotencyIndexes,
];

const byName = new Map(collections.map((collection) => [collection.name, collection]));

/** The product's declaration of a collection, undefined for a collection that is not the product's. */
export const collectionNamed = (name: string): CollectionDeclaration | undefined => byName.get(name);
