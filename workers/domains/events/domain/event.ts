import type { EventStatus } from '#shared/enums';
import { DAY_MS, type Period } from '#shared/instant';

/** How long an event may be: 92 days. A search for what overlaps a period relies on it. */
export const LONGEST_MS = 92 * DAY_MS;

/** Whether an event may last from start to end (half-open). */
export const isEventPeriod = ({ start, end }: Period): boolean =>
  end > start && end.getTime() - start.getTime() <= LONGEST_MS;

const following: Readonly<Record<EventStatus, readonly EventStatus[]>> = {
  Draft: ['Scheduled', 'Cancelled'],
  Scheduled: ['InProgress', 'Cancelled'],
  InProgress: ['Completed', 'Cancelled'],
  Completed: [],
  Cancelled: [],
};

/** Whether nothing can follow any more: the event is Completed or Cancelled. */
export const isOver = (status: EventStatus): boolean => following[status].length === 0;

/** Whether an event may go from one state to another (spec: section 6); `same` where it is there already. */
export function statusChange(from: EventStatus, to: EventStatus): 'same' | 'allowed' | 'refused' {
  if (from === to) return 'same';
  return following[from].includes(to) ? 'allowed' : 'refused';
}
