import { money, period } from './format.ts';
import type { Language, Text } from './text.ts';

/** What the texts say of a booking. */
export interface BookingFacts {
  /** Null where the event is gone. */
  eventName: string | null;
  /** Null where the person is gone. */
  crewName: string | null;
  start: Date;
  end: Date;
}

/** Who reads: the person who is booked, or one of those who book and send them. */
export interface BookingReader {
  language: Language;
  isBooked: boolean;
}

interface Words {
  heading: string;
  /** To the person who is booked. */
  you: (when: string) => string;
  /** To the others. */
  they: (who: string, when: string) => string;
}

/** Asked for a new booking. Its price, in öre excluding VAT, is told to those who pay and sell, not to the person. */
export const bookingCreated = (facts: BookingFacts & { totalOre: number }, reader: BookingReader): Text =>
  write(facts, reader, {
    sv: {
      heading: 'Ny bokningsförfrågan',
      you: (when) => `Du är tillfrågad för ${when}. Bekräfta eller tacka nej.`,
      they: (who, when) => `${who} är tillfrågad för ${when}. Belopp: ${money(facts.totalOre, 'sv')} exkl. moms.`,
    },
    en: {
      heading: 'New booking request',
      you: (when) => `You are asked for ${when}. Please confirm or decline.`,
      they: (who, when) => `${who} is asked for ${when}. Amount: ${money(facts.totalOre, 'en')} excl. VAT.`,
    },
  });

/** A booking has new times, and is to be confirmed anew. */
export const bookingMoved = (facts: BookingFacts, reader: BookingReader): Text =>
  write(facts, reader, {
    sv: {
      heading: 'Ny tid',
      you: (when) => `Din bokning är flyttad till ${when}. Bekräfta den nya tiden.`,
      they: (who, when) => `Bokningen av ${who} är flyttad till ${when} och väntar på bekräftelse.`,
    },
    en: {
      heading: 'New time',
      you: (when) => `Your booking was moved to ${when}. Please confirm the new time.`,
      they: (who, when) => `The booking of ${who} was moved to ${when} and awaits confirmation.`,
    },
  });

/** A booking is confirmed. Its price, in öre excluding VAT, is told to those who pay and sell, not to the person. */
export const bookingConfirmed = (facts: BookingFacts & { totalOre: number }, reader: BookingReader): Text =>
  write(facts, reader, {
    sv: {
      heading: 'Bekräftad bokning',
      you: (when) => `Du är bokad ${when}.`,
      they: (who, when) => `${who} är bokad ${when}. Belopp: ${money(facts.totalOre, 'sv')} exkl. moms.`,
    },
    en: {
      heading: 'Booking confirmed',
      you: (when) => `You are booked for ${when}.`,
      they: (who, when) => `${who} is booked for ${when}. Amount: ${money(facts.totalOre, 'en')} excl. VAT.`,
    },
  });

/** A booking is cancelled, for a reason in somebody's own words. */
export const bookingCancelled = (facts: BookingFacts & { reason: string }, reader: BookingReader): Text =>
  write(facts, reader, {
    sv: {
      heading: 'Avbokad',
      you: (when) => `Din bokning ${when} är avbokad. Anledning: ${facts.reason}`,
      they: (who, when) => `Bokningen av ${who} ${when} är avbokad. Anledning: ${facts.reason}`,
    },
    en: {
      heading: 'Booking cancelled',
      you: (when) => `Your booking for ${when} is cancelled. Reason: ${facts.reason}`,
      they: (who, when) => `The booking of ${who} for ${when} is cancelled. Reason: ${facts.reason}`,
    },
  });

const nobody = { sv: 'en medarbetare', en: 'a crew member' } as const;

function write(facts: BookingFacts, { language, isBooked }: BookingReader, words: Record<Language, Words>): Text {
  const { heading, you, they } = words[language];
  const when = period(facts, language);
  const body = isBooked ? you(when) : they(facts.crewName ?? nobody[language], when);
  return {
    title: facts.eventName === null ? heading : `${heading}: ${facts.eventName}`,
    body: `${body.charAt(0).toUpperCase()}${body.slice(1)}`,
  };
}
