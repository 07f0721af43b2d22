import * as z from 'zod';
import { enumInput, eventType } from '#shared/enums';
import { text } from '#shared/fields';
import { CustomerId } from '#shared/ids';
import { Instant } from '#shared/instant';
import { isEventPeriod } from './domain/event.ts';

const detailFields = {
  performer: text(1, 200).nullable().meta({ example: 'The Norsound Trio' }),
  stage: text(1, 200).nullable().meta({ example: 'Stora scenen' }),
  audience: z
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(10_000_000, 'must be at most 10000000')
    .nullable()
    .meta({ example: 800 }),
  equipment: z
    .array(text(1, 200))
    .max(200, 'must have at most 200 entries')
    .meta({ example: ['drum kit'] }),
};

/** What an organizer says of an event. */
export const eventFields = {
  name: text(1, 200).meta({ example: 'Sommarscenen' }),
  description: text(1, 5_000).nullable().meta({ example: 'An evening outdoors' }),
  startDate: Instant,
  endDate: Instant.meta({ example: '2026-12-05T23:00:00.000Z', description: 'At most 92 days after startDate' }),
  location: text(1, 300).nullable().meta({ example: 'Folkets Park, Malmö' }),
  eventType: enumInput(eventType),
  details: z.strictObject({
    performer: detailFields.performer.default(null),
    stage: detailFields.stage.default(null),
    audience: detailFields.audience.default(null),
    equipment: detailFields.equipment.default([]),
  }),
  projectNumber: text(1, 50).nullable().meta({ example: 'P-2026-117' }),
};

export const PERIOD_MESSAGE = 'must be after startDate, and at most 92 days after it';

const TwoTimes = z.object({ startDate: z.date(), endDate: z.date() });

/** For `refine`: an event ends after it starts, and lasts at most 92 days. */
export const hasEventPeriod = ({ startDate, endDate }: z.infer<typeof TwoTimes>): boolean =>
  isEventPeriod({ start: startDate, end: endDate });

export const eventPeriodProblem = {
  path: ['endDate'],
  error: PERIOD_MESSAGE,
  // Asked as soon as both times are there, so that it is named along with whatever else is wrong.
  when: ({ value }: { value: unknown }) => TwoTimes.safeParse(value).success,
};

/** What of an event is to change: absent stays, null clears. `customerId` may be sent as it is, and never changes. */
export const EventUpdate = z
  .strictObject({ ...eventFields, customerId: CustomerId, details: z.strictObject(detailFields).partial() })
  .partial()
  .refine((wish) => hasEventPeriod(TwoTimes.parse(wish)), eventPeriodProblem);
export type EventUpdate = z.infer<typeof EventUpdate>;
