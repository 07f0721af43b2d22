import type { Language, Text } from './text.ts';

/** To somebody who has just got an account. */
export const welcome = (name: string, language: Language): Text =>
  ({
    sv: {
      title: 'Välkommen till ThenorSound',
      body: `Hej ${name}! Här ser du det som rör dig: bokningar och fakturor.`,
    },
    en: { title: 'Welcome to ThenorSound', body: `Hello ${name}! This is where bookings and invoices reach you.` },
  })[language];
