import type { UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import { linkMail, type LinkMailKind } from '../texts/mail-texts.ts';
import type { Language } from '../texts/text.ts';
import { greeting, writeMail, type Mail } from '../write-mail.ts';
import { nothing, type Mailing, type Written } from './letter.ts';

/** Where the front end takes the tokens of links. */
const PAGES: Readonly<Record<LinkMailKind, string>> = {
  invitation: '/set-password',
  verification: '/verify-email',
  'password-reset': '/reset-password',
};

/** Where a link leads. The token is in the fragment, which no server gets to see, nor its log. */
export const linkTo = (frontEnd: string, kind: LinkMailKind, token: string): string =>
  new URL(`${PAGES[kind]}#token=${token}`, frontEnd).href;

/** A mail with a link, whose token is made just now; nothing where its reader is gone. Wanted or not: who asked for it waits. */
export async function linkLetter(
  kind: LinkMailKind,
  userId: UserId,
  { frontEnd }: Pick<Mailing, 'frontEnd'>,
  { addressee, mintLinkToken }: Pick<Deps, 'addressee' | 'mintLinkToken'>,
): Promise<Written> {
  const reader = await addressee(userId);
  const token = reader && (await mintLinkToken(userId, kind));
  if (!reader || !token) return nothing;
  const words = writeLinkMail(kind, reader, linkTo(frontEnd, kind, token));
  return { letter: { ...words, to: reader.email, attachments: [], edition: null } };
}

export function writeLinkMail(
  kind: LinkMailKind,
  reader: { name: string; language: Language },
  link: string,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { subject, paragraphs, button, footer } = linkMail(kind, reader.language);
  return writeMail(
    {
      subject,
      greeting: greeting(reader),
      paragraphs,
      facts: [],
      button: { label: button, href: link, isShown: true },
      footer: [footer],
    },
    reader.language,
  );
}
