import * as z from 'zod';
import { endpoint, reply } from '#shared/endpoint';
import { CustomerId } from '#shared/ids';
import { Day } from '#shared/instant';
import { byDay, periodOf } from '../domain/calendar.ts';
import { EventView, toEventView } from '../event.view.ts';
import type { Deps } from '../ports.ts';
import { eventsInPeriod, organizerAsked } from './events-in-period.ts';

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .meta({ type: 'integer', minimum: min, maximum: max });

const CalendarView = z
  .object({
    customerId: CustomerId,
    year: z.int().meta({ example: 2026 }),
    month: z.int().meta({ example: 12 }),
    days: z.record(Day, z.array(EventView)).meta({
      example: { '2026-12-05': [] },
      description: 'The days in Europe/Stockholm on which something happens, with every event that touches them',
    }),
  })
  .meta({ id: 'EventCalendar' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/events/calendar',
    access: 'events:list',
    summary: 'Read a month of an organizer’s events, day by day',
    query: z.object({
      customerId: CustomerId.optional().meta({ description: 'Default: the caller’s own company' }),
      month: whole(1, 12).meta({ example: 12 }),
      // The years of every time here.
      year: whole(1900, 9998).meta({ example: 2026 }),
    }),
    answers: { 200: { description: 'The month', body: CalendarView } },
    refuses: ['NOT_FOUND'],
  },
  async ({ query: { customerId, year, month }, actor, deps }) => {
    const whose = organizerAsked(customerId, actor);
    const events = await eventsInPeriod(whose, periodOf({ year, month }), deps);
    const days = Object.entries(byDay(events, { year, month }));
    return reply(200, {
      customerId: whose,
      year,
      month,
      days: Object.fromEntries(days.map(([day, touching]) => [day, touching.map(toEventView)])),
    });
  },
);
