import type { Call } from '#shared/call';
import { unavailable } from '#shared/errors';
import { clientHeaders, type Forwarded } from './forward.ts';
import { legacyPathOf, type Legacy } from './legacy.ts';
import { legacyToken } from './legacy-token.ts';
import { addressOf } from './rate-limit.ts';

/** A request on its way to the old system. */
export interface ForwardedToLegacy extends Pick<Forwarded, 'method' | 'url' | 'headers' | 'body' | 'actor'> {
  /** `https://old.example.com` */
  origin: string;
  /** The path as the route table has it. */
  route: string;
}

/** Says of an answer that it is the old system's. */
export const SERVED_BY = 'x-served-by';

/** About one connection, and not the message (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * The old system's own answer. Throws 503 where it does not answer, or fails: its failures are worded as it words them, and
 * may tell what nobody outside should read.
 */
export async function forwardToLegacy(request: ForwardedToLegacy, legacy: Legacy, call: Call): Promise<Response> {
  const { origin, route, method, url, body } = request;
  const target = `${origin}${legacyPathOf(route, url.pathname, legacy)}${url.search}`;
  const headers = await headersForLegacy(request, legacy, call);
  const answer = await fetch(target, { method, headers, body, redirect: 'manual' }).catch((cause: unknown) => {
    throw unavailable('The old system', cause);
  });
  if (answer.status >= 500) {
    await answer.body?.cancel();
    throw unavailable('The old system', new Error(`it answered ${answer.status}`));
  }
  return answerFromLegacy(answer, origin);
}

/** What the old system gets to see: what the client sent, who it was, and in which trace; nothing that only we read. */
export async function headersForLegacy(
  { headers, url, actor }: Pick<ForwardedToLegacy, 'headers' | 'url' | 'actor'>,
  { jwtSecret }: Pick<Legacy, 'jwtSecret'>,
  call: Pick<Call, 'trace' | 'now'>,
): Promise<Headers> {
  const given = clientHeaders(headers);
  for (const name of hopByHop(headers)) given.delete(name);
  for (const name of ['host', 'cookie']) given.delete(name);
  const authorization = headers.get('authorization');
  // A token that was not verified here is nobody's.
  if (actor.kind === 'anonymous' || authorization === null) given.delete('authorization');
  else if (jwtSecret) {
    given.set('authorization', `Bearer ${await legacyToken(actor, authorization, jwtSecret, call.now())}`);
  }
  given.set('traceparent', call.trace.traceparent);
  given.set('x-forwarded-for', addressOf(headers));
  given.set('x-forwarded-host', url.host);
  given.set('x-forwarded-proto', url.protocol.slice(0, -1));
  return given;
}

/** The answer as it goes on: nothing of the connection, no cookies, and no address that leads past the gateway. */
export function answerFromLegacy(answer: Response, origin: string): Response {
  const headers = new Headers(answer.headers);
  for (const name of hopByHop(answer.headers)) headers.delete(name);
  headers.delete('set-cookie');
  const location = headers.get('location');
  if (location?.startsWith(`${origin}/`)) headers.set('location', location.slice(origin.length));
  headers.set(SERVED_BY, 'legacy');
  return new Response(answer.body, { status: answer.status, headers });
}

/** The headers of a connection: those that are always, and those that this one names. */
const hopByHop = (headers: Headers): string[] => [
  ...HOP_BY_HOP,
  ...(headers.get('connection') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[\w-]+$/.test(name)),
];

/** Whether the old system answers at all; what it thinks of the question does not matter. Rejects where it does not. */
export async function legacyAnswers(origin: string): Promise<{ ok: boolean }> {
  const { status, body } = await fetch(`${origin}/health`, { redirect: 'manual' });
  await body?.cancel();
  return { ok: status < 500 };
}
