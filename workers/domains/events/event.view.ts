import * as z from 'zod';
import { enumView, eventStatus, eventType } from '#shared/enums';
import { CustomerId, EventId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { EventForColleagues } from './event.documents.ts';

export const EventView = z
  .object({
    id: EventId,
    customerId: CustomerId,
    name: z.string(),
    description: z.string().nullable(),
    startDate: InstantView,
    endDate: InstantView,
    location: z.string().nullable(),
    eventType: enumView(eventType),
    status: enumView(eventStatus),
    details: z.object({
      performer: z.string().nullable(),
      stage: z.string().nullable(),
      audience: z.int().nullable(),
      equipment: z.array(z.string()),
    }),
    projectNumber: z.string().nullable(),
    createdAt: InstantView,
    updatedAt: InstantView,
  })
  .meta({ id: 'Event' });
export type EventView = z.infer<typeof EventView>;

/** An event as everybody sees it who may see it at all. */
export function toEventView(event: EventForColleagues): EventView {
  return {
    id: event._id,
    customerId: event.customerId,
    name: event.name,
    description: event.description,
    startDate: event.startDate.toISOString(),
    endDate: event.endDate.toISOString(),
    location: event.location,
    eventType: event.eventType,
    status: event.status,
    details: {
      performer: event.details.performer,
      stage: event.details.stage,
      audience: event.details.audience,
      equipment: event.details.equipment,
    },
    projectNumber: event.projectNumber,
    createdAt: event.createdAt.toISOString(),
    updatedAt: event.updatedAt.toISOString(),
  };
}
