import { describe, expect, test } from 'vitest';
import { bookingEntry } from './booking-entry.ts';
import type { BookingStatus } from './enums.ts';
import { BookingId } from './ids.ts';

const booking = {
  _id: BookingId.parse('665f1c2ab8d4e3f6a7b8c9d0'),
  version: 1,
  startTime: new Date('2026-12-05T18:00:00Z'),
  endTime: new Date('2026-12-05T22:00:00Z'),
  status: 'Requested' as BookingStatus,
  skill: 'Drums',
  createdAt: new Date('2026-11-01T09:00:00Z'),
  updatedAt: new Date('2026-11-02T09:00:00Z'),
};
const event = { name: 'Julkonsert', location: 'Folkets Park', updatedAt: new Date('2026-11-03T09:00:00Z') };
const kim = { language: 'sv', crewName: null, isBooked: true } as const;

describe('the calendar entry of a booking', () => {
  test('is known by the booking, and counts its changes', () => {
    const first = bookingEntry(booking, event, kim);
    const moved = bookingEntry({ ...booking, version: 4, startTime: new Date('2026-12-05T19:00:00Z') }, event, kim);
    expect(moved.uid).toBe(first.uid);
    expect([first.sequence, moved.sequence]).toEqual([0, 3]);
  });

  test.each([
    ['Requested', 'TENTATIVE', 'Förfrågan: Julkonsert (Drums)'],
    ['Confirmed', 'CONFIRMED', 'Julkonsert (Drums)'],
    ['Completed', 'CONFIRMED', 'Julkonsert (Drums)'],
    ['Cancelled', 'CANCELLED', 'Avbokad: Julkonsert (Drums)'],
  ] as const)('of which the status is %s says %s, also where only its summary is read', (status, shown, summary) => {
    expect(bookingEntry({ ...booking, status }, event, kim)).toMatchObject({ status: shown, summary });
  });

  test('names who is booked to everybody else, in their language', () => {
    const reader = { language: 'en', crewName: 'Kim Trumslagare', isBooked: false } as const;
    expect(bookingEntry(booking, event, reader).summary).toBe('Requested: Julkonsert (Kim Trumslagare, Drums)');
    expect(bookingEntry(booking, null, reader)).toMatchObject({
      summary: 'Requested: Kim Trumslagare, Drums',
      location: null,
    });
  });

  test('has changed when the booking or its event last did', () => {
    expect(bookingEntry(booking, event, kim).changedAt).toEqual(event.updatedAt);
    expect(bookingEntry(booking, null, kim).changedAt).toEqual(booking.updatedAt);
  });
});
