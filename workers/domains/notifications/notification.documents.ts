import * as z from 'zod';
import { MessageId, NotificationId, UserId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/** One person told of one event, in that person's language. `createdAt` is when the event happened. */
export const StoredNotification = z.object({
  _id: storedId(NotificationId),
  ...drivingDocument,
  /** The message that told of the event: with the person the key that makes repeating it harmless. */
  messageId: storedId(MessageId),
  userId: storedId(UserId),
  /** The event's type. */
  type: z.string(),
  title: z.string(),
  body: z.string(),
  /** A path of the front end, such as `/bookings/{id}`. */
  link: z.string(),
  /** The same as `readAt` being null: an index can hold it. */
  unread: z.boolean(),
  readAt: storedDate.nullable(),
});
export type StoredNotification = z.infer<typeof StoredNotification>;
