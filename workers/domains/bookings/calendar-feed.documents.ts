import * as z from 'zod';
import { CalendarFeedId, UserId } from '#shared/ids';
import { drivingDocument, storedId } from '#shared/stored';

/** An address under which somebody's calendar is read without signing in, by whoever knows its secret. */
export const StoredCalendarFeed = z.object({
  _id: storedId(CalendarFeedId),
  ...drivingDocument,
  /** Whose calendar it is: what is in it follows from who this person is when it is read. */
  userId: storedId(UserId),
  /** What the person calls it; null where it has no name. */
  name: z.string().nullable(),
  /** SHA-256 of the secret in hex: the secret itself is kept nowhere. */
  secretHash: z.string(),
  /** The day in Europe/Stockholm on which it was last read; null until then. It is no change that a client sees in the ETag. */
  lastReadOn: z.string().nullable(),
  /** False once revoked. */
  live: z.boolean(),
});
export type StoredCalendarFeed = z.infer<typeof StoredCalendarFeed>;
