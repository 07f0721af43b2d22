import { describe, expect, test } from 'vitest';
import type { EventStatus } from '#shared/enums';
import { EventId } from '#shared/ids';
import { DAY_MS } from '#shared/instant';
import { eventCancelledAt, eventEntry, isShown, shownPeriod, type ShownEvent } from './calendar.ts';

const now = new Date('2026-11-27T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);

const event: ShownEvent = {
  _id: EventId.parse('665f1c2ab8d4e3f6a7b8c9d0'),
  name: 'Julkonsert',
  location: 'Folkets Park',
  status: 'Scheduled',
  startDate: new Date('2026-12-05T18:00:00Z'),
  endDate: new Date('2026-12-05T22:00:00Z'),
  version: 3,
  createdAt: daysAgo(9),
  updatedAt: daysAgo(2),
};

test('a calendar reaches from 90 days ago to 400 days ahead', () => {
  expect(shownPeriod(now)).toEqual({ start: daysAgo(90), end: daysAgo(-400) });
});

describe('what is cancelled', () => {
  test('is told of for 30 days', () => {
    expect(isShown(null, now)).toBe(true);
    expect(isShown(daysAgo(29.9), now)).toBe(true);
    expect(isShown(daysAgo(30), now)).toBe(false);
  });

  test('is, of events, what last changed then', () => {
    expect(eventCancelledAt(event)).toBeNull();
    expect(eventCancelledAt({ ...event, status: 'Cancelled' })).toEqual(event.updatedAt);
  });
});

test.each([
  ['Draft', 'TENTATIVE', 'Utkast: Julkonsert', 'Draft: Julkonsert'],
  ['Scheduled', 'CONFIRMED', 'Julkonsert', 'Julkonsert'],
  ['InProgress', 'CONFIRMED', 'Julkonsert', 'Julkonsert'],
  ['Completed', 'CONFIRMED', 'Julkonsert', 'Julkonsert'],
  ['Cancelled', 'CANCELLED', 'Inställt: Julkonsert', 'Cancelled: Julkonsert'],
] as [EventStatus, string, string, string][])(
  'an event that is %s is %s, in both languages',
  (status, shown, sv, en) => {
    expect(eventEntry({ ...event, status }, 'sv')).toMatchObject({ status: shown, summary: sv, sequence: 2 });
    expect(eventEntry({ ...event, status }, 'en').summary).toBe(en);
  },
);
