import * as z from 'zod';
import { CalendarFeedId } from '#shared/ids';
import { Day, InstantView } from '#shared/instant';
import type { StoredCalendarFeed } from './calendar-feed.documents.ts';

export const CalendarFeedView = z
  .object({
    id: CalendarFeedId,
    name: z.string().nullable().meta({ example: 'My phone' }),
    lastReadOn: Day.nullable().meta({
      description: 'The day in Europe/Stockholm on which a calendar last asked; null until one does',
    }),
    createdAt: InstantView,
  })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeedView = z.infer<typeof CalendarFeedView>;

export const CalendarFeedWithUrlView = z
  .object({
    ...CalendarFeedView.shape,
    url: z.string().meta({
      format: 'uri',
      example: 'https://api.thenorsound.example/calendar/sQv0Yq3mP1x8dJk2Lr7TzNwB5cHfG4aEuV9iO6ntKXo.ics',
      description: 'What to subscribe to. It holds the secret: it is shown here, and never again',
    }),
  })
  .meta({ id: 'CalendarFeedWithUrl' });

export const toCalendarFeedView = (feed: StoredCalendarFeed): CalendarFeedView => ({
  id: feed._id,
  name: feed.name,
  lastReadOn: feed.lastReadOn,
  createdAt: feed.createdAt.toISOString(),
});
