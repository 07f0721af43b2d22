import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { fieldCipher } from '#shared/field-encryption';
import type { WebhookDeliveryId } from '#shared/ids';
import { log } from '#shared/log';
import { ask, type Reply } from '#shared/reply';
import { consumerDepsFrom, publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { AuthForColleagues } from '../auth/for-colleagues.ts';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { EventsForColleagues } from '../events/for-colleagues.ts';
import type { InvoicingForColleagues } from '../invoicing/for-colleagues.ts';
import type { Person as PersonOfUsers, UsersForColleagues } from '../users/for-colleagues.ts';
import { dnsOverHttps } from './dns-over-https.ts';
import type { Person } from './domain/recipients.ts';
import { StoredMail } from './mail.documents.ts';
import { mailTransportFrom, type MailEnv } from './mail-transport.ts';
import { StoredNotification } from './notification.documents.ts';
import type { Deps } from './ports.ts';
import { StoredWebhookDelivery } from './webhook-delivery.documents.ts';
import { StoredWebhook } from './webhook.documents.ts';

/** What this Worker offers itself, so that sending webhooks is a piece of work of its own. */
interface DeliversWebhooks {
  deliverWebhooks(traceparent: string, ids: WebhookDeliveryId[]): Promise<Reply<true>>;
}

export interface Env extends PublisherEnv, MailEnv {
  AUTH: Colleague<AuthForColleagues>;
  NOTIFICATIONS: PublisherEnv['NOTIFICATIONS'] & DeliversWebhooks;
  USERS: Colleague<UsersForColleagues>;
  EVENTS: Colleague<EventsForColleagues>;
  BOOKINGS: Colleague<BookingsForColleagues>;
  INVOICING: Colleague<InvoicingForColleagues>;
  /** The keys of encrypted fields: see `fieldCipher`. */
  FIELD_KEYS?: string;
  /** Whom mails come from. */
  MAIL_FROM?: string;
  /** Where the links in mails lead. */
  FRONTEND_URL?: string;
  /** Anything but `production` is somebody's own machine. */
  ENVIRONMENT?: string;
  /** `allowed` lets webhooks go to this machine, also by plain http; not in production. */
  WEBHOOK_LOOPBACK?: string;
  /** The address of a resolver (see `dnsOverHttps`): looks up where webhooks lead. */
  DNS_OVER_HTTPS?: string;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    notifications: openCollection(storeOf(env), call.meter, 'notifications', StoredNotification),
    mails: openCollection(storeOf(env), call.meter, 'mails', StoredMail),
    mailing: mailingFrom(env),
    addressee: async (id) => {
      const [person] = await ask('users', env.USERS.people(traceparent, [id]));
      return person
        ? {
            name: person.name,
            email: person.email,
            language: person.preferences.language,
            wantsMails: person.preferences.emailNotifications,
            customerId: person.customerId,
            isActive: person.isActive,
          }
        : null;
    },
    mintLinkToken: async (userId, purpose) =>
      (await ask('auth', env.AUTH.mintLinkToken(traceparent, { userId, purpose })))?.token ?? null,
    webhooks: openCollection(storeOf(env), call.meter, 'webhooks', StoredWebhook),
    webhookDeliveries: openCollection(storeOf(env), call.meter, 'webhook_deliveries', StoredWebhookDelivery),
    cipher: fieldCipher(env.FIELD_KEYS),
    webhookTargets: {
      isLoopbackAllowed: env.WEBHOOK_LOOPBACK === 'allowed' && env.ENVIRONMENT !== 'production',
      lookUp: env.DNS_OVER_HTTPS ? dnsOverHttps(env.DNS_OVER_HTTPS) : null,
    },
    deliverSoon: async (ids) => {
      if (ids.length === 0) return;
      try {
        await ask('notifications', env.NOTIFICATIONS.deliverWebhooks(traceparent, [...ids]));
      } catch (error) {
        // They are stored and due: the sweep sends them.
        log('warn', 'webhooks-left-to-sweep', { traceId: call.trace.traceId, error });
      }
    },
    booking: (id) => ask('bookings', env.BOOKINGS.booking(traceparent, id)),
    bookingsOfEvent: (id) => ask('bookings', env.BOOKINGS.bookingsOfEvent(traceparent, id)),
    event: (id) => ask('events', env.EVENTS.event(traceparent, id)),
    customerOfEvent: (id) => ask('events', env.EVENTS.customerOfEvent(traceparent, id)),
    invoice: (id) => ask('invoicing', env.INVOICING.invoice(traceparent, id)),
    invoiceAddress: (id) => ask('invoicing', env.INVOICING.mailAddressOf(traceparent, id)),
    invoiceForMail: (id) => ask('invoicing', env.INVOICING.invoiceForMail(traceparent, id)),
    people: async (ids) => {
      if (ids.length === 0) return [];
      return (await ask('users', env.USERS.people(traceparent, [...ids]))).map(personOf);
    },
    managersOf: async (customerId) => {
      const managers = await ask('users', env.USERS.managersOfCompany(traceparent, customerId));
      return managers.filter(({ isActive }) => isActive).map(personOf);
    },
    ...publisherFrom(env, call),
    ...consumerDepsFrom(env, call, 'notifications'),
  };
}

const personOf = ({ _id, name, preferences }: PersonOfUsers): Person => ({
  id: _id,
  name,
  language: preferences.language,
});

/** How mails go out. Without a sender's address or a front end to lead to there is nothing to send. */
function mailingFrom(env: Env): Deps['mailing'] {
  const send = mailTransportFrom(env);
  if (!send || !env.MAIL_FROM || !env.FRONTEND_URL) return null;
  return { send, from: env.MAIL_FROM, frontEnd: env.FRONTEND_URL };
}
