import * as z from 'zod';
import type { Actor } from '#shared/actor';
import { AppError } from '#shared/errors';
import { log } from '#shared/log';
import type { Env } from './env.ts';

/** The bindings count in windows of a minute (wrangler.toml) and do not say when the present one ends. */
const WINDOW_SECONDS = 60;
const LONGEST_EMAIL = 254;

/** One's requests are counted together wherever they come from; a stranger's by address. */
export const callerKey = (actor: Actor, address: string): string =>
  actor.kind === 'user' ? `user ${actor.userId}` : `address ${address}`;

/** Guessing at one account from one address; the account itself is locked by the auth Worker (spec: section 3). */
export const signInKey = (address: string, body: Uint8Array | null): string =>
  `sign-in ${address} ${emailIn(body).slice(0, LONGEST_EMAIL)}`;

/** Where the request comes from, as Cloudflare saw it; without Cloudflare in front everybody is one address. */
export const addressOf = (headers: Headers): string => headers.get('cf-connecting-ip') ?? 'unknown';

/** Throws 429 with `Retry-After` where `key` has used up its share. */
export async function spend(limit: Env['CALLER_LIMIT'], key: string, traceId: string): Promise<void> {
  const allowed = await limit.limit({ key }).catch((error: unknown) => {
    // The limit protects the service; without it the service is better open than closed.
    log('warn', 'rate-limit-unreachable', { traceId, error });
    return { success: true };
  });
  if (allowed.success) return;
  throw new AppError({
    code: 'RATE_LIMITED',
    message: 'Too many requests; wait a minute',
    retryAfterSeconds: WINDOW_SECONDS,
  });
}

const NamesAnEmail = z.object({ email: z.string().trim().toLowerCase() });

/** The email that a body names, spelled as accounts are; empty where it names none. */
function emailIn(body: Uint8Array | null): string {
  try {
    return NamesAnEmail.safeParse(JSON.parse(new TextDecoder().decode(body ?? undefined))).data?.email ?? '';
  } catch {
    // Not JSON: the auth Worker will say so, and until then it counts for the address alone.
    return '';
  }
}
