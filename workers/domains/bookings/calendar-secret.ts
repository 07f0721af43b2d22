import { base64url } from 'jose';

const SECRET_BYTES = 32;
/** What 32 bytes are in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const EXTENSION = '.ics';

/** A secret that nobody guesses: what a calendar's address is made of. */
export const newSecret = (): string => base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));

/** What is kept of a secret. It is random, so that one plain hash is as good as a slow one. */
export async function hashOfSecret(secret: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The address to subscribe to. */
export const urlOf = (secret: string, origin: string): string => `${origin}/calendar/${secret}${EXTENSION}`;

/** The secret in the last part of such an address; null for what can be none. */
export function secretIn(file: string): string | null {
  const secret = file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : '';
  return SECRET.test(secret) ? secret : null;
}
