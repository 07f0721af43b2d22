import { period } from './format.ts';
import type { Language, Text } from './text.ts';

/** What the texts say of an event to somebody who is, or was, booked on it. */
export interface EventFacts {
  name: string;
  location: string | null;
  start: Date;
  end: Date;
  isCancelled: boolean;
}

interface Span {
  start: Date;
  end: Date;
}

/** Something of an event changed; `booked` are the reader's own times on it. */
export function eventUpdated(event: EventFacts, booked: readonly Span[], language: Language): Text {
  if (event.isCancelled) {
    return {
      sv: {
        title: `Inställt: ${event.name}`,
        body: `Evenemanget är inställt. Din bokning ${times(booked, 'sv')} avbokas.`,
      },
      en: {
        title: `Cancelled: ${event.name}`,
        body: `The event is cancelled. Your booking for ${times(booked, 'en')} will be cancelled.`,
      },
    }[language];
  }
  const place = event.location === null ? '' : `, ${event.location}`;
  return {
    sv: {
      title: `Ändrat: ${event.name}`,
      body: `Evenemanget är nu ${period(event, 'sv')}${place}. Du är bokad ${times(booked, 'sv')}.`,
    },
    en: {
      title: `Changed: ${event.name}`,
      body: `The event is now ${period(event, 'en')}${place}. You are booked for ${times(booked, 'en')}.`,
    },
  }[language];
}

/** An event is deleted: what it was called is gone with it, so the reader's own times must say which one it was. */
export const eventDeleted = (booked: readonly Span[], language: Language): Text =>
  ({
    sv: {
      title: 'Evenemang borttaget',
      body: `Ett evenemang som du var bokad på är borttaget. Din bokning ${times(booked, 'sv')} avbokas.`,
    },
    en: {
      title: 'Event removed',
      body: `An event you were booked on was removed. Your booking for ${times(booked, 'en')} will be cancelled.`,
    },
  })[language];

const times = (booked: readonly Span[], language: Language): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(booked.map((span) => period(span, language)));
