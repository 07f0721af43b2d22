import type { Language, Text } from './text.ts';

/** Nothing could be delivered to a webhook for days. `host` is the receiver's. */
export function webhookFailing(host: string, language: Language): Text {
  return {
    sv: {
      title: `Webhook når inte fram: ${host}`,
      body: 'Mottagaren har inte svarat på tio försök under tre dygn. Nya händelser skickas fortfarande.',
    },
    en: {
      title: `Webhook is failing: ${host}`,
      body: 'The receiver did not answer ten attempts in three days. New events are still sent.',
    },
  }[language];
}

/** A receiver said 410: it wants nothing more. */
export function webhookGone(host: string, language: Language): Text {
  return {
    sv: {
      title: `Webhook avstängd: ${host}`,
      body: 'Mottagaren svarade att den inte finns längre (410). Inget mer skickas förrän ni slår på den igen.',
    },
    en: {
      title: `Webhook turned off: ${host}`,
      body: 'The receiver answered that it is gone (410). Nothing more is sent until you turn it on again.',
    },
  }[language];
}
