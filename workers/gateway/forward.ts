import { ACTOR_HEADER, actorToHeader, type Actor } from '#shared/actor';
import type { Call } from '#shared/call';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { unavailable } from '#shared/errors';
import { within } from '#shared/reply';
import type { Env, HttpBinding } from './env.ts';

/** Only the gateway writes headers that begin so; from outside they would be a forged identity. */
const OWN_HEADER_PREFIX = 'x-thenorsound-';
/** Credentials are for the auth Worker: logout works with an expired token, refresh with the cookie. */
const CREDENTIAL_HEADERS = ['authorization', 'cookie'];
/** Describe the body as the client framed it; it is framed anew. */
const FRAMING_HEADERS = ['content-length', 'transfer-encoding'];

/** A request on its way to a domain Worker. */
export interface Forwarded {
  to: HttpBinding;
  method: string;
  url: URL;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | null;
  actor: Actor;
  /** The id that an idempotent creation is to use. */
  newId: string | null;
}

/** The domain Worker's own answer. Throws 503 where it cannot be reached. */
export async function forward(request: Forwarded, env: Env, call: Call): Promise<Response> {
  const { to, method, url, body } = request;
  const headers = headersForWorker(request, call.trace.traceparent);
  try {
    return await env[to].fetch(url.href, { method, headers, body, redirect: 'manual' });
  } catch (cause) {
    throw unavailable(nameOf(to), cause);
  }
}

/** What the Worker gets to see of the client's headers, and what the gateway adds: who asks, and in which trace. */
export function headersForWorker(
  { to, headers, actor, newId }: Pick<Forwarded, 'to' | 'headers' | 'actor' | 'newId'>,
  traceparent: string,
): Headers {
  const given = clientHeaders(headers);
  if (to !== 'AUTH_HTTP') for (const name of CREDENTIAL_HEADERS) given.delete(name);
  given.set(ACTOR_HEADER, actorToHeader(actor));
  given.set('traceparent', traceparent);
  if (newId !== null) given.set(NEW_ID_HEADER, newId);
  return given;
}

/** The client's headers without those that only the gateway writes, and without how the client framed its body. */
export function clientHeaders(headers: Headers): Headers {
  const given = new Headers(headers);
  for (const name of headers.keys()) if (name.startsWith(OWN_HEADER_PREFIX)) given.delete(name);
  for (const name of FRAMING_HEADERS) given.delete(name);
  return given;
}

/**
 * The result of `work`, or 503 after `limitMs`. Late work is not stopped: cut off in the middle it would leave more for
 * the sweeps to settle, and an idempotent request that ends late still stores its answer for the client's next attempt.
 */
export async function inTime(
  limitMs: number,
  to: HttpBinding,
  work: Promise<Response>,
  call: Pick<Call, 'afterAnswer'>,
): Promise<Response> {
  let ended = false;
  const watched = work.finally(() => {
    ended = true;
  });
  try {
    return await within(limitMs, watched);
  } catch (cause) {
    if (ended) throw cause;
    call.afterAnswer(watched.then((late) => late.body?.cancel()));
    throw unavailable(nameOf(to), cause);
  }
}

const nameOf = (to: HttpBinding): string => `The ${to.slice(0, -'_HTTP'.length).toLowerCase()} service`;
