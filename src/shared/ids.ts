import * as z from 'zod';

/** An id is 24 lower-case hex digits, an ObjectId, made by the server (spec: conventions, "Ids"). */
const hexId = z
  .string()
  .regex(/^[0-9a-f]{24}$/, 'must be an id: 24 lower-case hex digits')
  .meta({ example: '665f1c2ab8d4e3f6a7b8c9d0' });

export const UserId = hexId.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const CustomerId = hexId.brand<'CustomerId'>();
export type CustomerId = z.infer<typeof CustomerId>;
export const TariffId = hexId.brand<'TariffId'>();
export type TariffId = z.infer<typeof TariffId>;
export const EventId = hexId.brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;
export const BookingId = hexId.brand<'BookingId'>();
export type BookingId = z.infer<typeof BookingId>;
export const HoldId = hexId.brand<'HoldId'>();
export type HoldId = z.infer<typeof HoldId>;
export const InvoiceId = hexId.brand<'InvoiceId'>();
export type InvoiceId = z.infer<typeof InvoiceId>;
export const NotificationId = hexId.brand<'NotificationId'>();
export type NotificationId = z.infer<typeof NotificationId>;
export const DeadLetterId = hexId.brand<'DeadLetterId'>();
export type DeadLetterId = z.infer<typeof DeadLetterId>;
/** The id under which errors of one kind are kept. */
export const ErrorId = hexId.brand<'ErrorId'>();
export type ErrorId = z.infer<typeof ErrorId>;
export const WebhookId = hexId.brand<'WebhookId'>();
export type WebhookId = z.infer<typeof WebhookId>;
export const WebhookDeliveryId = hexId.brand<'WebhookDeliveryId'>();
export type WebhookDeliveryId = z.infer<typeof WebhookDeliveryId>;
export const CalendarFeedId = hexId.brand<'CalendarFeedId'>();
export type CalendarFeedId = z.infer<typeof CalendarFeedId>;
/** The id of what one customer comes to on one day: made of both. */
export const DailyTotalId = hexId.brand<'DailyTotalId'>();
export type DailyTotalId = z.infer<typeof DailyTotalId>;
export const SessionId = hexId.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
/** The id of one occurrence of a domain event; consumers dedupe on it. */
export const MessageId = hexId.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** Any of the ids above. */
export type AnyId =
  | UserId
  | CustomerId
  | TariffId
  | EventId
  | BookingId
  | HoldId
  | InvoiceId
  | NotificationId
  | DeadLetterId
  | ErrorId
  | DailyTotalId
  | WebhookId
  | CalendarFeedId
  | WebhookDeliveryId
  | SessionId
  | MessageId;

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A new id in ObjectId's layout: four bytes of seconds, then eight random ones (where ObjectId has five random bytes and
 * a counter), so that ids sort roughly by age and isolates need not know of each other.
 */
export function newId<Id extends AnyId>(now: Date = new Date()): Id {
  const seconds = Math.floor(now.getTime() / 1000)
    .toString(16)
    .padStart(8, '0');
  return `${seconds}${toHex(crypto.getRandomValues(new Uint8Array(8)))}` as Id;
}
