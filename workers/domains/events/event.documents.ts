import * as z from 'zod';
import { eventStatus, eventType, storedEnum } from '#shared/enums';
import { CustomerId, EventId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/** An organizer’s event, onto which crew are booked. */
export const StoredEvent = z.object({
  _id: storedId(EventId),
  ...drivingDocument,
  /** The event organizer whose event it is. It never changes. */
  customerId: storedId(CustomerId),
  name: z.string(),
  /** `name` in lower case: what lists search in. */
  nameKey: z.string(),
  description: z.string().nullable(),
  /** Half-open, and at most 92 days long, so that a search for what overlaps a period is bounded. */
  startDate: storedDate,
  endDate: storedDate,
  location: z.string().nullable(),
  eventType: storedEnum(eventType),
  status: storedEnum(eventStatus),
  details: z.object({
    performer: z.string().nullable(),
    stage: z.string().nullable(),
    audience: z.int().nullable(),
    equipment: z.array(z.string()),
  }),
  projectNumber: z.string().nullable(),
  /** False once deleted. */
  live: z.boolean(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;

/** What a calendar tells of an event. */
export type EventForCalendars = Pick<
  StoredEvent,
  '_id' | 'name' | 'location' | 'status' | 'startDate' | 'endDate' | 'version' | 'createdAt' | 'updatedAt'
>;

/** An event as other Workers see it: everything but the bookkeeping of the document. */
export type EventForColleagues = Omit<StoredEvent, 'outbox' | 'unsettledSince' | 'live' | 'nameKey'>;
