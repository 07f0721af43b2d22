import { createMimeMessage } from 'mimetext/browser';
import * as z from 'zod';
import { shortHash } from '#shared/short-hash';
import type { Mail } from './write-mail.ts';

/** How long whoever sends mails may take to take one. */
export const TAKEN_WITHIN_MS = 15_000;

/** Hands a mail over to be delivered; throws where it was not taken, or not in time. */
export type MailTransport = (mail: Mail) => Promise<void>;

export interface MailEnv {
  /** Cloudflare's own sending of mail. */
  MAIL?: SendEmail;
  /** An HTTP provider instead: where mails are posted as JSON. */
  MAIL_PROVIDER_URL?: string;
  MAIL_PROVIDER_KEY?: string;
  ENVIRONMENT?: string;
}

/** The provider where one is configured, else the binding; null where there is neither. Throws on an address that is none. */
export function mailTransportFrom({
  MAIL,
  MAIL_PROVIDER_URL,
  MAIL_PROVIDER_KEY,
  ENVIRONMENT,
}: MailEnv): MailTransport | null {
  if (MAIL_PROVIDER_URL) {
    // A key and people's addresses go over the network: plain http is for one's own machine.
    const protocol = ENVIRONMENT === 'production' ? /^https$/ : /^https?$/;
    return byProvider(z.url({ protocol }).parse(MAIL_PROVIDER_URL), MAIL_PROVIDER_KEY ?? '');
  }
  return MAIL ? byBinding(MAIL) : null;
}

const byProvider =
  (url: string, key: string): MailTransport =>
  async ({ messageId, from, to, subject, text, html, attachments }) => {
    const body = JSON.stringify({
      from,
      to,
      subject,
      text,
      html,
      headers: { 'Message-ID': `<${messageId}>` },
      attachments: attachments.map(({ filename, contentType, content }) => ({
        filename,
        contentType,
        content: base64(content),
      })),
    });
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        // Of what it says: an attempt with another link, which outdates the one before, is not taken for the same.
        'idempotency-key': await shortHash(body, 16),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TAKEN_WITHIN_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The mail provider answered ${response.status}`);
  };

const byBinding =
  (binding: SendEmail): MailTransport =>
  async (mail) => {
    // Only here: the OpenAPI document is made of these files under Node, which has no such module.
    const { EmailMessage } = await import('cloudflare:email');
    const sending = binding.send(new EmailMessage(mail.from, mail.to, mimeOf(mail)));
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('The mail binding did not answer in time')), TAKEN_WITHIN_MS),
    );
    await Promise.race([sending, late]);
  };

/** The mail as it goes over the wire (RFC 5322, MIME). */
export function mimeOf({ messageId, from, to, subject, text, html, attachments }: Mail): string {
  const message = createMimeMessage();
  message.setSender({ name: 'ThenorSound', addr: from });
  message.setRecipient(to);
  message.setSubject(subject);
  message.setHeader('Message-ID', `<${messageId}>`);
  message.addMessage({ contentType: 'text/plain', data: lines(base64(utf8(text))), encoding: 'base64' });
  message.addMessage({ contentType: 'text/html', data: lines(base64(utf8(html))), encoding: 'base64' });
  for (const { filename, contentType, content } of attachments) {
    message.addAttachment({ filename, contentType, data: lines(base64(content)), encoding: 'base64' });
  }
  return message.asRaw();
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Of 76 characters, as RFC 2045 wants them. */
const lines = (encoded: string): string => encoded.replace(/.{76}(?=.)/g, '$&\r\n');
