import type { EntryReader } from '#shared/booking-entry';
import type { EventStatus } from '#shared/enums';
import type { CalendarEntry } from '#shared/icalendar';
import type { EventId } from '#shared/ids';
import { DAY_MS, type Period } from '#shared/instant';

const BEHIND_MS = 90 * DAY_MS;
/** A good year: what is planned for the next summer is there before this one is over. */
const AHEAD_MS = 400 * DAY_MS;
const CANCELLED_KEPT_MS = 30 * DAY_MS;

/** What a calendar shows: what overlaps the time from 90 days ago until 400 days ahead. */
export const shownPeriod = (now: Date): Period => ({
  start: new Date(now.getTime() - BEHIND_MS),
  end: new Date(now.getTime() + AHEAD_MS),
});

/**
 * Whether something is still told of: what is cancelled for 30 days, so that every calendar hears that it is, and does not
 * merely miss it.
 */
export const isShown = (cancelledAt: Date | null, now: Date): boolean =>
  cancelledAt === null || now.getTime() - cancelledAt.getTime() < CANCELLED_KEPT_MS;

/** What a calendar shows of an organizer's event. */
export interface ShownEvent {
  _id: EventId;
  name: string;
  location: string | null;
  status: EventStatus;
  startDate: Date;
  endDate: Date;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const statuses = {
  Draft: 'TENTATIVE',
  Scheduled: 'CONFIRMED',
  InProgress: 'CONFIRMED',
  Completed: 'CONFIRMED',
  Cancelled: 'CANCELLED',
} as const;

const marks = {
  sv: { TENTATIVE: 'Utkast: ', CONFIRMED: '', CANCELLED: 'Inställt: ' },
  en: { TENTATIVE: 'Draft: ', CONFIRMED: '', CANCELLED: 'Cancelled: ' },
} as const;

/** An event as an entry of its organizer's calendar. */
export function eventEntry(event: ShownEvent, language: EntryReader['language']): CalendarEntry {
  const status = statuses[event.status];
  return {
    uid: `event-${event._id}@thenorsound`,
    sequence: event.version - 1,
    status,
    start: event.startDate,
    end: event.endDate,
    summary: `${marks[language][status]}${event.name}`,
    location: event.location,
    blocksTime: false,
    createdAt: event.createdAt,
    changedAt: event.updatedAt,
  };
}

/** When an event was cancelled; null where it is not. A cancelled one never changes again. */
export const eventCancelledAt = ({ status, updatedAt }: Pick<ShownEvent, 'status' | 'updatedAt'>): Date | null =>
  status === 'Cancelled' ? updatedAt : null;
