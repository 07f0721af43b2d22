import ical, {
  ICalEventStatus,
  ICalEventTransparency,
  type ICalCalendarMethod,
  type ICalEventData,
} from 'ical-generator';

/** One entry of a calendar, as RFC 5545 names its parts. */
export interface CalendarEntry {
  /** The same for as long as the entry lives: what a calendar knows it by. */
  uid: string;
  /** Never falls, and rises when the time or the status changes (section 3.8.7.4). */
  sequence: number;
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  /** Half-open, `[start, end)`, as DTEND is. */
  start: Date;
  end: Date;
  summary: string;
  location: string | null;
  /** Whether whoever keeps it in their calendar is busy then. */
  blocksTime: boolean;
  createdAt: Date;
  /** When what the entry says last changed: DTSTAMP and LAST-MODIFIED, so that the same state is the same text. */
  changedAt: Date;
}

interface CalendarOptions {
  /** What calendars call it; a mail's attachment has no name. */
  name?: string;
  /** For an entry that travels by mail (RFC 5546, section 1.4): PUBLISH, or CANCEL. A feed has none. */
  method?: 'PUBLISH' | 'CANCEL';
  /** Whose entries they are: required of what travels by mail (RFC 5546, sections 3.2.1 and 3.2.5). */
  organizer?: { name: string; email: string };
  /** How often a subscriber should ask again, in seconds (RFC 7986, section 5.7). */
  refreshSeconds?: number;
}

/**
 * A calendar as RFC 5545 writes it: CRLF, lines folded within 75 octets between characters, texts escaped, times in UTC.
 * The same entries are the same text, byte for byte.
 */
export function toICalendar(entries: readonly CalendarEntry[], options: CalendarOptions = {}): string {
  const { name, method, organizer, refreshSeconds } = options;
  const calendar = ical({
    prodId: { company: 'ThenorSound', product: 'Bookings', language: 'EN' },
    ...(name !== undefined && { name: escaped(printable(name)) }),
    ...(method !== undefined && { method: method as ICalCalendarMethod }),
    ...(refreshSeconds !== undefined && { ttl: refreshSeconds }),
    events: entries.map((entry) => ({ ...eventOf(entry), ...(organizer && { organizer }) })),
  });
  const lines = calendar.toString();
  return `${entries.length > 0 ? lines : lines.replace(END, `${UTC}\r\n${END}`)}\r\n`;
}

const END = 'END:VCALENDAR';
/** A calendar has at least one component (section 3.6): an empty one says in which zone its times would be. */
const UTC = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

const statuses = {
  TENTATIVE: ICalEventStatus.TENTATIVE,
  CONFIRMED: ICalEventStatus.CONFIRMED,
  CANCELLED: ICalEventStatus.CANCELLED,
};

function eventOf(entry: CalendarEntry): ICalEventData {
  const { uid, sequence, status, start, end, summary, location, blocksTime, createdAt, changedAt } = entry;
  const isBusy = blocksTime && status !== 'CANCELLED';
  return {
    id: uid,
    sequence,
    status: statuses[status],
    start,
    end,
    stamp: changedAt,
    created: createdAt,
    lastModified: changedAt,
    summary: printable(summary),
    location: location === null ? null : printable(location),
    transparency: isBusy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
  };
}

/** A text has no control characters but tabs and line ends (section 3.3.11), and half a character cannot be written. */
const printable = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is to go
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '');

/** The library escapes the texts of an entry; the calendar's own name it writes as it is. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
