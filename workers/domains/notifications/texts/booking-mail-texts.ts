import type { News, Seen, Standing } from '../domain/booking-news.ts';
import { money, period } from './format.ts';
import type { Language } from './text.ts';

/** What a mail says of a booking. */
export interface BookingMailFacts {
  news: News;
  standing: Standing;
  now: Seen;
  /** When it was before, as the reader was told; null where the time is no news. */
  before: { start: Date; end: Date } | null;
  /** What the event was called, also where it is gone; null where nobody knows any more. */
  eventName: string | null;
  /** Null where the person is gone. */
  crewName: string | null;
  /** Such as `Ljud · FOH`. */
  work: string;
  /** Öre excluding VAT: for those who pay and sell, not for the person. */
  totalOre: number;
  cancellationReason: string | null;
}

/** A mail's words: everything but the greeting. */
export interface Words {
  subject: string;
  paragraphs: string[];
  facts: [label: string, value: string][];
  button: string;
  footer: string[];
}

interface Wording {
  heading: string;
  you: string;
  they: (who: string) => string;
}

const wordings: Readonly<Record<Language, Record<News, Wording>>> = {
  sv: {
    requested: {
      heading: 'Ny bokningsförfrågan',
      you: 'Du är tillfrågad. Bekräfta eller tacka nej i ThenorSound.',
      they: (who) => `${who} är tillfrågad.`,
    },
    moved: {
      heading: 'Ny tid',
      you: 'Din bokning är flyttad. Bekräfta den nya tiden i ThenorSound.',
      they: (who) => `Bokningen av ${who} är flyttad och väntar på bekräftelse.`,
    },
    confirmed: {
      heading: 'Bekräftad bokning',
      you: 'Du är bokad.',
      they: (who) => `${who} är bokad.`,
    },
    cancelled: {
      heading: 'Avbokad',
      you: 'Din bokning är avbokad.',
      they: (who) => `Bokningen av ${who} är avbokad.`,
    },
    'event-cancelled': {
      heading: 'Inställt',
      you: 'Evenemanget är inställt, och din bokning med det.',
      they: (who) => `Evenemanget är inställt, och bokningen av ${who} med det.`,
    },
    'event-changed': {
      heading: 'Ändrat',
      you: 'Något har ändrats i ett evenemang som du är bokad på. Din bokning gäller fortfarande.',
      they: (who) => `Något har ändrats i ett evenemang som ${who} är bokad på.`,
    },
  },
  en: {
    requested: {
      heading: 'New booking request',
      you: 'You are asked to work. Please confirm or decline in ThenorSound.',
      they: (who) => `${who} is asked to work.`,
    },
    moved: {
      heading: 'New time',
      you: 'Your booking was moved. Please confirm the new time in ThenorSound.',
      they: (who) => `The booking of ${who} was moved and awaits confirmation.`,
    },
    confirmed: {
      heading: 'Booking confirmed',
      you: 'You are booked.',
      they: (who) => `${who} is booked.`,
    },
    cancelled: {
      heading: 'Booking cancelled',
      you: 'Your booking is cancelled.',
      they: (who) => `The booking of ${who} is cancelled.`,
    },
    'event-cancelled': {
      heading: 'Event cancelled',
      you: 'The event is cancelled, and your booking with it.',
      they: (who) => `The event is cancelled, and the booking of ${who} with it.`,
    },
    'event-changed': {
      heading: 'Event changed',
      you: 'Something changed about an event you are booked on. Your booking stands.',
      they: (who) => `Something changed about an event that ${who} is booked on.`,
    },
  },
};

const labels = {
  sv: {
    nobody: 'en medarbetare',
    who: 'Vem',
    work: 'Uppdrag',
    when: 'När',
    before: 'Tidigare',
    event: 'Evenemang',
    where: 'Plats',
    amount: 'Belopp',
    excludingVat: 'exkl. moms',
    reason: 'Anledning',
    button: 'Öppna bokningen',
    why: 'Skickat av ThenorSound, för att du har med bokningen att göra.',
    settings: 'Du kan stänga av sådana mejl i dina inställningar.',
  },
  en: {
    nobody: 'a crew member',
    who: 'Who',
    work: 'Work',
    when: 'When',
    before: 'Before',
    event: 'Event',
    where: 'Where',
    amount: 'Amount',
    excludingVat: 'excl. VAT',
    reason: 'Reason',
    button: 'Open the booking',
    why: 'Sent by ThenorSound, because the booking concerns you.',
    settings: 'You can turn such mails off in your settings.',
  },
} as const;

/** What a mail about a booking says to one reader, whose own times and work, or somebody else's, are in it. */
export function bookingMail(facts: BookingMailFacts, language: Language): Words {
  const { news, standing, now, before, eventName, crewName, work, totalOre, cancellationReason } = facts;
  const { heading, you, they } = wordings[language][news];
  const label = labels[language];
  const isBooked = standing === 'booked';
  const who = crewName ?? label.nobody;
  const body = isBooked ? you : they(who);
  const rows: [string, string | null][] = [
    [label.event, eventName],
    [label.when, period(now, language)],
    [label.before, before && period(before, language)],
    [label.where, now.event?.location ?? null],
    [label.who, isBooked ? null : who],
    [label.work, work],
    [label.amount, isBooked ? null : `${money(totalOre, language)} ${label.excludingVat}`],
    [label.reason, news === 'cancelled' ? cancellationReason : null],
  ];
  return {
    subject: eventName === null ? heading : `${heading}: ${eventName}`,
    paragraphs: [`${body.charAt(0).toUpperCase()}${body.slice(1)}`],
    facts: rows.filter((row): row is [string, string] => row[1] !== null),
    button: label.button,
    footer: [label.why, label.settings],
  };
}
