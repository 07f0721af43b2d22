import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { toICalendar, type CalendarEntry } from './icalendar.ts';

const entry: CalendarEntry = {
  uid: 'booking-665f1c2ab8d4e3f6a7b8c9d0@thenorsound',
  sequence: 3,
  status: 'CONFIRMED',
  start: new Date('2026-12-05T18:00:00.123Z'),
  end: new Date('2026-12-05T22:00:00Z'),
  summary: 'An evening (Drums)',
  location: 'Folkets Park, Malmö',
  blocksTime: true,
  createdAt: new Date('2026-11-01T09:00:00Z'),
  changedAt: new Date('2026-11-02T10:00:00Z'),
};

/** What another library reads in it. */
function read(text: string) {
  const calendar = ICAL.Component.fromString(text);
  return { calendar, events: calendar.getAllSubcomponents('vevent') };
}

const octets = (line: string): number => new TextEncoder().encode(line).length;

describe('an entry', () => {
  test('says when and where it is, in UTC, and in which state', () => {
    const [event] = read(toICalendar([entry])).events;
    const value = (name: string) => String(event?.getFirstPropertyValue(name));
    expect(value('uid')).toBe(entry.uid);
    expect(value('sequence')).toBe('3');
    expect(value('status')).toBe('CONFIRMED');
    expect([value('dtstart'), value('dtend')]).toEqual(['2026-12-05T18:00:00Z', '2026-12-05T22:00:00Z']);
    expect([value('created'), value('last-modified'), value('dtstamp')]).toEqual([
      '2026-11-01T09:00:00Z',
      '2026-11-02T10:00:00Z',
      '2026-11-02T10:00:00Z',
    ]);
    expect(value('location')).toBe('Folkets Park, Malmö');
  });

  test('blocks the time of who is busy then, unless it is cancelled', () => {
    const transparency = (changes: Partial<CalendarEntry>) =>
      read(toICalendar([{ ...entry, ...changes }])).events[0]?.getFirstPropertyValue('transp');
    expect(transparency({})).toBe('OPAQUE');
    expect(transparency({ blocksTime: false })).toBe('TRANSPARENT');
    expect(transparency({ status: 'CANCELLED' })).toBe('TRANSPARENT');
  });

  test('is one whatever is in its texts', () => {
    const summary = 'Rock; pop, \\ and\nEND:VEVENT\r\nBEGIN:VEVENT "x" 🥁';
    const { events } = read(toICalendar([{ ...entry, summary, location: 'a\rb' }]));
    expect(events).toHaveLength(1);
    expect(events[0]?.getFirstPropertyValue('summary')).toBe(summary.replaceAll('\r\n', '\n'));
    expect(events[0]?.getFirstPropertyValue('location')).toBe('a\nb');
  });

  test('has no control characters and no half characters', () => {
    const text = toICalendar([{ ...entry, summary: 'a\u0000b\u0007c\u007Fd\ttab \uD83E' }]);
    expect(read(text).events[0]?.getFirstPropertyValue('summary')).toBe('abcd\ttab \uFFFD');
  });
});

describe('the text', () => {
  const long = { ...entry, summary: 'Åäö 🥁 '.repeat(60), location: 'x'.repeat(300) };

  test('ends every line with CRLF', () => {
    const text = toICalendar([long]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('has at most 75 octets a line, and no character is split', () => {
    const lines = toICalendar([long]).split('\r\n');
    expect(Math.max(...lines.map(octets))).toBeLessThanOrEqual(75);
    expect(lines.join('')).not.toContain('\uFFFD');
    expect(lines.every((line) => line.isWellFormed())).toBe(true);
    expect(read(toICalendar([long])).events[0]?.getFirstPropertyValue('summary')).toBe(long.summary);
  });

  test('is the same for the same entries', () => {
    expect(toICalendar([entry, long])).toBe(toICalendar([entry, long]));
  });
});

describe('a calendar', () => {
  test('has a name that cannot write lines of its own, and says how often to ask', () => {
    const text = toICalendar([entry], { name: 'Kim, a\r\nMETHOD:CANCEL', refreshSeconds: 3_600 });
    const { calendar } = read(text);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe(String.raw`Kim\, a\nMETHOD:CANCEL`);
    expect(calendar.getFirstProperty('method')).toBeNull();
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
  });

  test('that travels by mail names its method', () => {
    expect(read(toICalendar([entry], { method: 'CANCEL' })).calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  });

  test('without entries still has a component, as every calendar must', () => {
    const { calendar, events } = read(toICalendar([], { refreshSeconds: 3_600 }));
    expect(events).toEqual([]);
    expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone']);
  });
});
