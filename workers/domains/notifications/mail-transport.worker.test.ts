import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { mailTransportFrom, mimeOf } from './mail-transport.ts';
import { linkTo, writeLinkMail } from './letters/link-letter.ts';

const link = linkTo('https://front.example', 'invitation', 'abc.def');
const words = writeLinkMail('invitation', { name: 'Åsa Öberg & <son>', language: 'sv' }, link);
const mail = {
  ...words,
  messageId: '65f0@front.example',
  attachments: [],
  from: 'no-reply@front.example',
  to: 'asa@example.com',
};

it('a mail is a MIME message with the same words as text and as HTML', async () => {
  const raw = mimeOf(mail);
  for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  const read = await PostalMime.parse(raw);
  expect(read).toMatchObject({
    subject: 'Välkommen till ThenorSound – välj ett lösenord',
    from: { name: 'ThenorSound', address: 'no-reply@front.example' },
    to: [{ address: 'asa@example.com' }],
    messageId: '<65f0@front.example>',
    attachments: [],
  });
  expect(read.text?.trim()).toBe(mail.text.trim());
  expect(read.html?.trim()).toBe(mail.html.trim());
  expect(read.text).toContain(link);
  expect(read.html).toContain('Åsa Öberg &amp; &lt;son&gt;');
});

it('a mail fetches nothing from anywhere', () => {
  expect(mail.html).not.toMatch(/<img|<link|@import|url\(/);
});

it('a provider in production is reached by https only', () => {
  const provider = { MAIL_PROVIDER_URL: 'http://provider.example/', ENVIRONMENT: 'production' };
  expect(() => mailTransportFrom(provider)).toThrow('Invalid URL');
  expect(mailTransportFrom({ ...provider, MAIL_PROVIDER_URL: 'https://provider.example/' })).not.toBeNull();
});
