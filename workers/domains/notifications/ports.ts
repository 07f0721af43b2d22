import type { BookingStatus, EventStatus } from '#shared/enums';
import type { Collection } from '#shared/documents';
import type { FieldCipher } from '#shared/field-encryption';
import type { BookingId, CustomerId, EventId, InvoiceId, UserId, WebhookDeliveryId } from '#shared/ids';
import type { Ore } from '#shared/money';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Publisher } from '#shared/worker-env';
import type { InvoiceForMail } from '../invoicing/for-colleagues.ts';
import type { Person } from './domain/recipients.ts';
import type { StoredMail } from './mail.documents.ts';
import type { MailTransport } from './mail-transport.ts';
import type { StoredNotification } from './notification.documents.ts';
import type { StoredWebhookDelivery } from './webhook-delivery.documents.ts';
import type { LinkMailKind } from './texts/mail-texts.ts';
import type { Language } from './texts/text.ts';
import type { StoredWebhook } from './webhook.documents.ts';
import type { TargetRules } from './webhook-target.ts';

/** What this Worker needs from outside. The readers throw where the owner cannot be reached: the message comes again. */
export interface Deps extends Publisher, ConsumerDeps {
  notifications: Collection<StoredNotification>;
  mails: Collection<StoredMail>;
  /** How mails go out; null where nothing is configured: they wait. */
  mailing: { send: MailTransport; from: string; frontEnd: string } | null;
  /** Whom a mail goes to; null where the user is gone. */
  addressee: (id: UserId) => Promise<Addressee | null>;
  /** The token of a link in a mail, to be stored nowhere; null for a user who cannot sign in any more. */
  mintLinkToken: (userId: UserId, purpose: LinkMailKind) => Promise<string | null>;
  webhooks: Collection<StoredWebhook>;
  webhookDeliveries: Collection<StoredWebhookDelivery>;
  /** Opens and seals the secrets of webhooks. */
  cipher: FieldCipher;
  webhookTargets: TargetRules;
  /** Has deliveries begin, apart from this piece of work. Never throws: what does not begin now is the sweep's. */
  deliverSoon: (ids: readonly WebhookDeliveryId[]) => Promise<void>;
  /** A booking as it is now; null where there is none. */
  booking: (id: BookingId) => Promise<Booking | null>;
  bookingsOfEvent: (id: EventId) => Promise<BookedTime[]>;
  /** An event as it is now; null where it is deleted. */
  event: (id: EventId) => Promise<Event | null>;
  /** Whose event it is, or was; null where there never was one. */
  customerOfEvent: (id: EventId) => Promise<CustomerId | null>;
  /** An invoice as it is now; null where there is none. */
  invoice: (id: InvoiceId) => Promise<Invoice | null>;
  /** Where an invoice goes by mail; null where its buyer has no address. */
  invoiceAddress: (id: InvoiceId) => Promise<string | null>;
  /** An issued invoice with its PDF; null where there is none. */
  invoiceForMail: (id: InvoiceId) => Promise<InvoiceForMail | null>;
  /** Those of these users who are there. */
  people: (ids: readonly UserId[]) => Promise<Person[]>;
  /** The active users who run a company: its crew are not among them. */
  managersOf: (customerId: CustomerId) => Promise<Person[]>;
}

export interface Addressee {
  name: string;
  email: string;
  language: Language;
  /** Mails about what happens; what was asked for, such as a link, comes all the same. */
  wantsMails: boolean;
  customerId: CustomerId | null;
  isActive: boolean;
}

export interface Booking {
  _id: BookingId;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  eventId: EventId;
  crewId: UserId;
  crewCompanyId: CustomerId;
  /** The organizer. */
  customerId: CustomerId;
  startTime: Date;
  endTime: Date;
  status: BookingStatus;
  category: string;
  skill: string;
  totalOre: Ore;
  cancellationReason: string | null;
}

export interface BookedTime {
  bookingId: BookingId;
  crewId: UserId;
  startTime: Date;
  endTime: Date;
  status: BookingStatus;
  /** Null unless it is cancelled. */
  cancelledAt: Date | null;
}

export interface Event {
  version: number;
  updatedAt: Date;
  name: string;
  status: EventStatus;
  location: string | null;
  startDate: Date;
  endDate: Date;
}

export interface Invoice {
  type: 'Invoice' | 'CreditNote';
  number: string | null;
  /** The selling crew company; null where the platform sells. */
  sellerId: CustomerId | null;
}
