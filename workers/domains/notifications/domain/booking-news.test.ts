import { describe, expect, it } from 'vitest';
import { newsOf, type Memory, type Seen, type Standing } from './booking-news.ts';

const event = {
  name: 'Julkonsert',
  location: 'Globen',
  start: new Date('2026-12-05T15:00:00Z'),
  end: new Date('2026-12-05T23:00:00Z'),
  isCancelled: false,
};
const requested: Seen = {
  status: 'Requested',
  start: new Date('2026-12-05T17:00:00Z'),
  end: new Date('2026-12-05T22:00:00Z'),
  event,
};
const moved: Seen = { ...requested, start: new Date('2026-12-05T18:00:00Z') };
const confirmed: Seen = { ...requested, status: 'Confirmed' };
const cancelled: Seen = { ...requested, status: 'Cancelled' };
const calledOff: Seen = { ...confirmed, event: { ...event, isCancelled: true } };
const eventGone: Seen = { ...confirmed, event: null };
const elsewhere: Seen = { ...confirmed, event: { ...event, location: 'Avicii Arena' } };

const fresh: Memory = { told: null, heard: ['booking.created'], wasBegun: false };
/** Somebody whose earlier mails nobody remembers, or who was booked before there were any. */
const unknown: Memory = { told: null, heard: ['booking.confirmed'], wasBegun: false };
const knowing = (told: Seen): Memory => ({ told, heard: ['booking.created', 'booking.confirmed'], wasBegun: true });
const everybody: readonly Standing[] = ['booked', 'manager', 'organizer'];
const news = (memory: Memory, now: Seen) => everybody.map((standing) => newsOf(standing, memory, now));

describe('a mail about a booking says', () => {
  it('that somebody is asked, to those who are asked', () => {
    expect(news(fresh, requested)).toEqual(['requested', 'requested', null]);
  });

  it('that it is confirmed, in one mail with whatever came before', () => {
    expect(news(fresh, confirmed)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(news(knowing(requested), confirmed)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(news(knowing(requested), { ...moved, status: 'Confirmed' })).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
  });

  it('that it has another time, or is to be confirmed anew', () => {
    expect(news(knowing(requested), moved)).toEqual(['moved', 'moved', null]);
    expect(news(knowing(confirmed), moved)).toEqual(['moved', 'moved', null]);
    expect(news(knowing(confirmed), requested)).toEqual(['moved', 'moved', null]);
    expect(newsOf('booked', { ...fresh, heard: ['booking.moved'] }, moved)).toBe('moved');
  });

  it('that it is cancelled, to whoever was mailed about it or may have been', () => {
    expect(news(knowing(confirmed), cancelled)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(news({ ...fresh, wasBegun: true }, cancelled)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(news(unknown, cancelled)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('nothing of a booking that came and went, but to those who book', () => {
    expect(news(fresh, cancelled)).toEqual([null, null, 'cancelled']);
  });

  it('that the event is cancelled, once, whether or not the booking is by then', () => {
    expect(news(knowing(confirmed), calledOff)).toEqual(Array(3).fill('event-cancelled'));
    expect(news(knowing(confirmed), eventGone)).toEqual(Array(3).fill('event-cancelled'));
    expect(news(knowing(calledOff), { ...calledOff, status: 'Cancelled' })).toEqual([null, null, null]);
    expect(news(knowing(cancelled), { ...calledOff, status: 'Cancelled' })).toEqual([null, null, null]);
  });

  it('that the event is another one, to whoever is booked', () => {
    expect(news(knowing(confirmed), elsewhere)).toEqual(['event-changed', null, null]);
    const byEventOnly = { ...fresh, heard: ['event.updated'] };
    expect(news(byEventOnly, elsewhere)).toEqual(['event-changed', null, null]);
  });

  it('nothing where nothing is new, and nothing of work that is done', () => {
    for (const now of [requested, confirmed, moved, cancelled, elsewhere, calledOff]) {
      expect(news(knowing(now), now)).toEqual([null, null, null]);
    }
    expect(news(knowing(confirmed), { ...confirmed, status: 'Completed' })).toEqual([null, null, null]);
    expect(news(knowing(confirmed), { ...calledOff, status: 'Completed' })).toEqual([null, null, null]);
  });
});
