import type { BookingStatus, EventStatus } from '#shared/enums';
import type { FieldProblem } from '#shared/errors';
import { DAY_MS, HOUR_MS, type Period } from '#shared/instant';

/** How long a booking may be: 31 days. */
export const LONGEST_MS = 31 * DAY_MS;
/** Rigging and striking happen before and after the event itself. */
const AROUND_EVENT_MS = 24 * HOUR_MS;

/** Whether a booking blocks its crew member's time. */
export const isLive = (status: BookingStatus): boolean => status === 'Requested' || status === 'Confirmed';

/** What is wrong with a booking's time in itself (spec: section 7); nothing, where it is right. */
export function timeProblems({ start, end }: Period): FieldProblem[] {
  if (end <= start) return [{ field: 'endTime', message: 'must be after startTime' }];
  if (end.getTime() - start.getTime() > LONGEST_MS) {
    return [{ field: 'endTime', message: 'must be at most 31 days after startTime' }];
  }
  return [];
}

/** What keeps a booking from being made at this time of this event: it must lie ahead, and within a day of the event. */
export function placingProblems({ start, end }: Period, event: Period, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (start <= now) problems.push({ field: 'startTime', message: 'must be in the future' });
  if (start.getTime() < event.start.getTime() - AROUND_EVENT_MS) {
    problems.push({ field: 'startTime', message: 'must be at most 24 hours before the event starts' });
  }
  if (end.getTime() > event.end.getTime() + AROUND_EVENT_MS) {
    problems.push({ field: 'endTime', message: 'must be at most 24 hours after the event ends' });
  }
  return problems;
}

/**
 * What keeps a booking from being moved. Only what is new is judged: work under way may be prolonged, and a time that no
 * longer fits its event may stay as it is.
 */
export function movingProblems(from: Period, to: Period, event: Period, now: Date): FieldProblem[] {
  const isNew = {
    startTime: to.start.getTime() !== from.start.getTime(),
    endTime: to.end.getTime() !== from.end.getTime(),
  };
  return placingProblems(to, event, now).filter(({ field }) =>
    field === 'startTime' ? isNew.startTime : isNew.endTime,
  );
}

/** Whether crew can be booked on an event in this state. */
export const takesBookings = (status: EventStatus): boolean =>
  status === 'Draft' || status === 'Scheduled' || status === 'InProgress';

const following: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  Requested: ['Confirmed', 'Cancelled'],
  Confirmed: ['Completed', 'Cancelled'],
  Completed: [],
  Cancelled: [],
};

/** Whether a booking may go from one state to another; `same` where it is there already. */
export function statusChange(from: BookingStatus, to: BookingStatus): 'same' | 'allowed' | 'refused' {
  if (from === to) return 'same';
  return following[from].includes(to) ? 'allowed' : 'refused';
}

/** Why the bookings of an event must go, as their people are told; null where they may stay. */
export function reasonToCancel(event: { status: EventStatus } | null): string | null {
  if (event === null) return 'The event was deleted';
  return event.status === 'Cancelled' ? 'The event was cancelled' : null;
}
