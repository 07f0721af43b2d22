import { createMimeMessage } from 'mimetext/browser';
import * as z from 'zod';
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
  async ({ messageId, attempt, from, to, subject, text, html }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        // Each attempt has a link of its own, which outdates the one before: taking it for the same would leave a dead one.
        'idempotency-key': `${messageId}/${attempt}`,
      },
      body: JSON.stringify({ from, to, subject, text, html, headers: { 'Message-ID': `<${messageId}>` } }),
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
export function mimeOf({ messageId, from, to, subject, text, html }: Mail): string {
  const message = createMimeMessage();
  message.setSender({ name: 'ThenorSound', addr: from });
  message.setRecipient(to);
  message.setSubject(subject);
  message.setHeader('Message-ID', `<${messageId}>`);
  message.addMessage({ contentType: 'text/plain', data: base64(text), encoding: 'base64' });
  message.addMessage({ contentType: 'text/html', data: base64(html), encoding: 'base64' });
  return message.asRaw();
}

/** In lines of 76 characters, as RFC 2045 wants them. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const whole = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return whole.replace(/.{76}(?=.)/g, '$&\r\n');
}
