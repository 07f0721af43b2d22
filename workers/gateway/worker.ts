import type { Call } from '#shared/call';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { AppError, notFound } from '#shared/errors';
import { admit } from '#shared/permissions';
import { traceFrom } from '#shared/trace';
import { settleAfterMsFrom } from '#shared/worker-env';
import { withAnswerHeaders } from './answer-headers.ts';
import { authenticator } from './authenticate.ts';
import { tick } from './clock.ts';
import { configurationFrom, type Configuration } from './configuration.ts';
import { isPreflight, preflightAnswer } from './cors.ts';
import type { Env } from './env.ts';
import { begin, logAnswer, refused, type Exchange } from './exchange.ts';
import { forward, inTime, type Forwarded } from './forward.ts';
import { forwardToLegacy } from './forward-to-legacy.ts';
import { health, ready } from './health.ts';
import { StoredIdempotency } from './idempotency.documents.ts';
import { idempotencyKeyOf, runOnce } from './idempotency.ts';
import { legacyOriginOf, type Legacy } from './legacy.ts';
import { compileRoutes, type Match } from './match-route.ts';
import { addressOf, callerKey, signInKey, spend } from './rate-limit.ts';
import { readBody } from './request-body.ts';
import { revocationReader } from './revocations.ts';
import { pageRoutes, ownRoutes, routes, type OwnRoute, type Route } from './routes.ts';
import { publishedKeys, signingKeyReader } from './signing-keys.ts';

/** The whole answer within 3 s, 10 s where a password is hashed (architecture: the edge), less the way to the client. */
const ANSWER_WITHIN_MS = 2_900;
const SLOW_ANSWER_WITHIN_MS = 9_900;

// Kept for as long as this isolate lives.
const match = compileRoutes([...ownRoutes, ...pageRoutes, ...routes]);
const keys = signingKeyReader();
const authenticate = authenticator(keys, revocationReader());

export default {
  async fetch(request, env, context): Promise<Response> {
    const exchange = begin(request, env, context, match);
    let corsOrigins: readonly string[] = [];
    let answer: Response;
    try {
      const configuration = configurationFrom(env);
      ({ corsOrigins } = configuration);
      answer = await answerTo(exchange, env, configuration);
    } catch (error) {
      answer = refused(error, exchange);
    }
    logAnswer(exchange, answer.status);
    return withAnswerHeaders(answer, request, { traceId: exchange.call.trace.traceId, corsOrigins });
  },

  async scheduled(_tick, env, context): Promise<void> {
    const { legacy } = configurationFrom(env);
    await tick({ name: 'gateway', env, ctx: context }, legacy, traceFrom(null));
  },
} satisfies ExportedHandler<Env>;

/** What becomes of a request, step by step; whatever a step throws is the answer. */
async function answerTo(exchange: Exchange, env: Env, { rateLimits, legacy }: Configuration): Promise<Response> {
  const { request, matched, call } = exchange;
  const route = matched.kind === 'found' ? matched.line : null;
  if (isPreflight(request)) return preflightAnswer();
  if (route?.worker === 'gateway') return answerHere(route, env, legacy, call);

  const address = addressOf(request.headers);
  const problem = await recognise(exchange, env);
  if (rateLimits) await spend(env.CALLER_LIMIT, callerKey(exchange.actor, address), call.trace.traceId);
  if (route === null) return offTheTable(request, matched);
  if (problem && route.access !== 'anyone') throw problem;
  admit(exchange.actor, route.access);

  const leftMs = (route.slow ? SLOW_ANSWER_WITHIN_MS : ANSWER_WITHIN_MS) - (Date.now() - exchange.startedAt);
  const body = await readBody(request);
  if (rateLimits && route.limit === 'sign-in') {
    await spend(env.SIGN_IN_LIMIT, signInKey(address, body), call.trace.traceId);
  }
  return inTime(leftMs, route.worker, passOn(exchange, route, body, env, legacy), call);
}

async function answerHere({ path }: OwnRoute, env: Env, legacy: Legacy, call: Call): Promise<Response> {
  switch (path) {
    case '/health':
      return health();
    case '/ready':
      return ready(env, legacy, call);
    case '/.well-known/jwks.json':
      return publishedKeys(await keys.all(env.AUTH, call));
  }
}

/**
 * Finds out who asks. What is wrong with a token is returned, not thrown: it counts against the rate limit first, and
 * where anyone may come it does not matter, as when an expired access token is sent along with a refresh.
 */
async function recognise(exchange: Exchange, env: Env): Promise<AppError | null> {
  const authorization = exchange.request.headers.get('authorization');
  if (authorization === null) return null;
  try {
    exchange.actor = await authenticate(authorization, env.AUTH, exchange.call);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Forwards to the Worker of the route, or to the old system as long as that serves its domain, once per Idempotency-Key where the client gave one. */
async function passOn(
  exchange: Exchange,
  route: Route,
  body: Forwarded['body'],
  env: Env,
  legacy: Legacy,
): Promise<Response> {
  const { request, url, actor, call } = exchange;
  const { method, headers } = request;
  const origin = legacyOriginOf(route, legacy);
  if (origin !== null) exchange.servedBy = 'legacy';
  const run = (newId: string | null) =>
    origin === null
      ? forward({ to: route.worker, method, url, headers, body, actor, newId }, env, call)
      : forwardToLegacy({ origin, route: route.path, method, url, headers, body, actor }, legacy, call);

  const key = idempotencyKeyOf(method, url.pathname, headers);
  if (key === null || actor.kind === 'anonymous') return run(null);
  const repeatable = {
    key,
    caller: actor.userId,
    path: url.pathname,
    query: url.search,
    contentType: headers.get('content-type') ?? '',
    body: body ?? new Uint8Array(),
  };
  const records = openCollection(storeOf(env), call.meter, 'idempotency', StoredIdempotency);
  // A run whose process died is over when every other kind of work is taken for abandoned.
  return runOnce(repeatable, records, call, run, settleAfterMsFrom(env));
}

function offTheTable({ method }: Request, matched: Match<unknown>): Response {
  if (matched.kind !== 'wrong-method') throw notFound('The route');
  const { allow } = matched;
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allow.join(', ') } });
  throw new AppError({ code: 'METHOD_NOT_ALLOWED', message: `${method} is not possible here`, allow });
}
