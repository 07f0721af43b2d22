import type { Language } from './text.ts';

/** What a mail with a link says. */
export interface LinkMail {
  subject: string;
  paragraphs: string[];
  button: string;
  footer: string;
}

export type LinkMailKind = 'invitation' | 'verification' | 'password-reset';

const footers: Readonly<Record<Language, string>> = {
  sv: 'Skickat av ThenorSound. Väntade du dig inte det här mejlet kan du bortse från det.',
  en: 'Sent by ThenorSound. If you did not expect this mail you can ignore it.',
};

const kinds: Readonly<Record<LinkMailKind, Record<Language, Omit<LinkMail, 'footer'>>>> = {
  invitation: {
    sv: {
      subject: 'Välkommen till ThenorSound – välj ett lösenord',
      paragraphs: [
        'Du har fått ett konto i ThenorSound. Välj ett lösenord för att komma igång.',
        'Länken gäller i en vecka.',
      ],
      button: 'Välj lösenord',
    },
    en: {
      subject: 'Welcome to ThenorSound – choose a password',
      paragraphs: [
        'You have been given an account with ThenorSound. Choose a password to begin.',
        'The link is valid for a week.',
      ],
      button: 'Choose a password',
    },
  },
  verification: {
    sv: {
      subject: 'Bekräfta din e-postadress',
      paragraphs: ['Bekräfta att den här e-postadressen är din.', 'Länken gäller i en vecka.'],
      button: 'Bekräfta adressen',
    },
    en: {
      subject: 'Confirm your email address',
      paragraphs: ['Confirm that this email address is yours.', 'The link is valid for a week.'],
      button: 'Confirm the address',
    },
  },
  'password-reset': {
    sv: {
      subject: 'Välj ett nytt lösenord',
      paragraphs: [
        'Någon, troligen du, har bett om ett nytt lösenord.',
        'Länken gäller i en timme och kan användas en gång.',
      ],
      button: 'Välj nytt lösenord',
    },
    en: {
      subject: 'Choose a new password',
      paragraphs: [
        'Somebody, probably you, has asked for a new password.',
        'The link is valid for an hour and works once.',
      ],
      button: 'Choose a new password',
    },
  },
};

export const linkMail = (kind: LinkMailKind, language: Language): LinkMail => ({
  ...kinds[kind][language],
  footer: footers[language],
});
