import { forbidden } from '#shared/errors';
import type { Settings } from './ports.ts';

const NAME = 'refreshToken';

/** `Set-Cookie` for a refresh token: for our own paths, unreadable for scripts, and gone when the token ends. */
export function cookieWith(token: string, expiresAt: Date, now: Date, settings: Settings): string {
  return cookie(token, Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000)), settings);
}

/** `Set-Cookie` that takes the refresh token away. */
export const clearedCookie = (settings: Settings): string => cookie('', 0, settings);

const cookie = (value: string, maxAgeSeconds: number, { cookieSameSite }: Settings): string =>
  `${NAME}=${value}; Path=/api/auth; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=${cookieSameSite}`;

/**
 * The refresh token that the browser sent along; undefined where it sent none. With `SameSite=None` any site could make
 * the browser send it, so then the page must be one of ours: 403.
 */
export function tokenInCookie(headers: Headers, { cookieSameSite, corsOrigins }: Settings): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const token = pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  if (token === undefined || token === '') return undefined;
  if (cookieSameSite === 'None' && !corsOrigins.includes(headers.get('origin') ?? '')) {
    throw forbidden('The refresh cookie is for the web sites that this installation names');
  }
  return token;
}
