import * as z from 'zod';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { UserId } from '#shared/ids';
import { addDays, Day, InstantOrDay, startOfDay, type Period } from '#shared/instant';
import { AvailabilityView, toAvailabilityView } from '../availability.view.ts';
import { calendarOfCrew } from '../calendar-of-crew.ts';
import { newCrewCalendar } from '../crew-calendar.ts';
import type { Deps } from '../ports.ts';

/** `date` is that day in Europe/Stockholm, which has 23 or 25 hours when the clocks change. */
const AskedPeriod = z
  .object({ startDate: InstantOrDay.optional(), endDate: InstantOrDay.optional(), date: Day.optional() })
  .superRefine(
    ({ startDate, endDate, date }, context) => {
      const problem = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
      if (date !== undefined) {
        if (startDate !== undefined) problem('startDate', 'cannot be given together with date');
        if (endDate !== undefined) problem('endDate', 'cannot be given together with date');
        return;
      }
      if (startDate === undefined) problem('startDate', 'is required, unless date is given');
      if (endDate === undefined) problem('endDate', 'is required, unless date is given');
      if (startDate !== undefined && endDate !== undefined && endDate <= startDate) {
        problem('endDate', 'must be after startDate');
      }
    },
    { when: ({ issues }) => issues.length === 0 },
  );

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/{id}/availability',
    access: 'availability:read',
    summary: 'Read when a crew member is available, in a period or on a day',
    params: z.object({ id: UserId }),
    query: AskedPeriod,
    answers: { 200: { description: 'The slots and booked times of the period', body: AvailabilityView, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, query, actor, deps, call }) => {
    const calendar =
      (await calendarOfCrew(params.id, actor, 'availability:read', deps)) ?? newCrewCalendar(params.id, call.now());
    return reply(200, toAvailabilityView(calendar, periodOf(query)), { etag: etagOf(calendar.version) });
  },
);

function periodOf({ startDate, endDate, date }: z.infer<typeof AskedPeriod>): Period {
  if (date !== undefined) return { start: startOfDay(date), end: startOfDay(addDays(date, 1)) };
  if (startDate === undefined || endDate === undefined) throw new Error('the query was parsed without a period');
  return { start: startDate, end: endDate };
}
