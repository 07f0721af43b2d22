import { linkMail, type LinkMailKind } from './texts/mail-texts.ts';
import type { Language } from './texts/text.ts';

/** A mail as it is handed to whoever sends it. */
export interface Mail {
  /** The same for every attempt at one mail: a mail that was doubled can be recognised. */
  messageId: string;
  /** Counts from 1: every attempt carries a link of its own. */
  attempt: number;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Where the front end takes the tokens of links. */
const PAGES: Readonly<Record<LinkMailKind, string>> = {
  invitation: '/set-password',
  verification: '/verify-email',
  'password-reset': '/reset-password',
};

/** Where a link leads. The token is in the fragment, which no server gets to see, nor its log. */
export const linkTo = (frontEnd: string, kind: LinkMailKind, token: string): string =>
  new URL(`${PAGES[kind]}#token=${token}`, frontEnd).href;

/** A mail's words as text and as HTML: system fonts, no picture, nothing fetched from anywhere. */
export function writeLinkMail(
  kind: LinkMailKind,
  reader: { name: string; language: Language },
  link: string,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { subject, paragraphs, button, footer } = linkMail(kind, reader.language);
  const greeting = `${reader.language === 'sv' ? 'Hej' : 'Hello'} ${reader.name}!`;
  const text = [greeting, ...paragraphs, `${button}:\n${link}`, `-- \n${footer}`].join('\n\n');
  const html = `<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#f4f4f2;color:#1d1d1b;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px 28px;background:#ffffff;border-radius:12px">
<p style="margin:0 0 24px;font-weight:600">ThenorSound</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escaped(subject)}</h1>
${[greeting, ...paragraphs].map((line) => `<p style="margin:0 0 16px">${escaped(line)}</p>`).join('\n')}
<p style="margin:24px 0"><a href="${escaped(link)}" style="display:inline-block;padding:12px 20px;background:#1d4f43;color:#ffffff;text-decoration:none;border-radius:8px;font-weight:600">${escaped(button)}</a></p>
<p style="margin:0;font-size:13px;color:#5c5c58;word-break:break-all">${escaped(link)}</p>
</div>
<p style="max-width:560px;margin:16px auto 0;padding:0 28px;font-size:13px;color:#5c5c58">${escaped(footer)}</p>
</body>
</html>
`;
  return { subject, text, html };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
