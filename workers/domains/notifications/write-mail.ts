import type { Language } from './texts/text.ts';

/** A file that goes with a mail. */
export interface Attachment {
  filename: string;
  /** With its parameters, such as `text/calendar; charset=utf-8; method=PUBLISH`. */
  contentType: string;
  content: Uint8Array;
}

/** A mail as it is handed to whoever sends it. */
export interface Mail {
  /** The same for every attempt to say the same: a mail that was doubled can be recognised. */
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments: readonly Attachment[];
}

/** What a mail says, in the language of whoever reads it. */
export interface Words {
  subject: string;
  /** Null where it goes to no person. */
  greeting: string | null;
  paragraphs: readonly string[];
  facts: readonly (readonly [label: string, value: string])[];
  /** `isShown`: its address stands below it, to be copied. */
  button: { label: string; href: string; isShown: boolean } | null;
  footer: readonly string[];
}

/** Whoever reads, greeted by name. */
export const greeting = ({ name, language }: { name: string; language: Language }): string =>
  `${language === 'sv' ? 'Hej' : 'Hello'} ${name}!`;

/** A mail's words as text and as HTML: system fonts, no picture, nothing fetched from anywhere, light or dark as its reader's. */
export function writeMail(words: Words, language: Language): Pick<Mail, 'subject' | 'text' | 'html'> {
  const subject = words.subject.replace(/\s+/g, ' ');
  return { subject, text: asText(words), html: asHtml({ ...words, subject }, language) };
}

function asText({ greeting: hello, paragraphs, facts, button, footer }: Words): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2;
  return [
    ...(hello === null ? [] : [hello]),
    ...paragraphs,
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`).join('\n')] : []),
    ...(button ? [`${button.label}:\n${button.href}`] : []),
    `-- \n${footer.join('\n')}`,
  ].join('\n\n');
}

/** What clients that know no style sheet show; the sheet says the same for dark surroundings and small screens. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #141614 !important; color: #ecece8 !important; }
  .card { background: #1f2321 !important; border-color: #323835 !important; }
  .mark { color: #8fd0ba !important; }
  .quiet { color: #a5aaa5 !important; }
  .row { border-color: #323835 !important; }
  .button { background: #8fd0ba !important; color: #10221c !important; }
}
@media (max-width: 480px) {
  .outer { padding: 0 !important; }
  .card { border-radius: 0 !important; border-width: 0 0 1px !important; padding: 24px 20px !important; }
  .foot { padding: 16px 20px !important; }
}`;

const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";

function asHtml({ subject, greeting: hello, paragraphs, facts, button, footer }: Words, language: Language): string {
  const lines = [...(hello === null ? [] : [hello]), ...paragraphs];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f4f2;color:#1d1d1b;font:16px/1.5 ${FONT}">
<div class="outer" style="padding:24px 12px">
<table role="presentation" align="center" cellpadding="0" cellspacing="0" width="560" style="width:100%;max-width:560px;margin:0 auto;border-collapse:separate;font:inherit;color:inherit">
<tr><td class="card" style="padding:32px 28px;background:#ffffff;border:1px solid #e4e4e0;border-radius:12px">
<p class="mark" style="margin:0 0 20px;font-weight:600;color:#1d4f43">ThenorSound</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;overflow-wrap:anywhere">${escaped(subject)}</h1>
${lines.map((line) => `<p style="margin:0 0 16px;overflow-wrap:anywhere">${escaped(line)}</p>`).join('\n')}
${facts.length > 0 ? factsTable(facts) : ''}${button ? buttonOf(button) : ''}</td></tr>
<tr><td class="foot quiet" style="padding:16px 28px;font-size:13px;color:#5c5c58">${footer.map(escaped).join('<br>')}</td></tr>
</table>
</div>
</body>
</html>
`;
}

const CELL = 'padding:10px 0;border-top:1px solid #e4e4e0;vertical-align:top;text-align:left';

function factsTable(facts: Words['facts']): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th scope="row" class="row quiet" style="${CELL};padding-right:20px;font-weight:400;color:#5c5c58;white-space:nowrap">${escaped(label)}</th>` +
      `<td class="row" style="${CELL};width:100%;overflow-wrap:anywhere">${escaped(value).replaceAll('\n', '<br>')}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" style="width:100%;margin:8px 0 0;border-collapse:collapse;font:inherit;color:inherit">
${rows.join('\n')}
</table>
`;
}

function buttonOf({ label, href, isShown }: NonNullable<Words['button']>): string {
  const address = isShown
    ? `<p class="quiet" style="margin:0;font-size:13px;color:#5c5c58;overflow-wrap:anywhere">${escaped(href)}</p>\n`
    : '';
  return `<p style="margin:24px 0 ${isShown ? '24px' : '0'}"><a class="button" href="${escaped(href)}" style="display:inline-block;padding:12px 20px;background:#1d4f43;color:#ffffff;text-decoration:none;border-radius:8px;font-weight:600">${escaped(label)}</a></p>
${address}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
