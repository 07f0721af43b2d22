import { anonymous, type Actor } from '#shared/actor';
import type { Call } from '#shared/call';
import { AppError, refusalOf, refusalResponse } from '#shared/errors';
import { log } from '#shared/log';
import { traceFrom } from '#shared/trace';
import type { Match } from './match-route.ts';
import type { OwnRoute, Route } from './routes.ts';

/** One request on its way through the gateway. */
export interface Exchange {
  request: Request;
  /** Its path is spelled as the Worker is to read it. */
  url: URL;
  matched: Match<Route | OwnRoute>;
  call: Call;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Anonymous until somebody is recognised. */
  actor: Actor;
}

export function begin(
  request: Request,
  context: Pick<ExecutionContext, 'waitUntil'>,
  match: (method: string, pathname: string) => Match<Route | OwnRoute>,
): Exchange {
  const trace = traceFrom(request.headers.get('traceparent'));
  const url = new URL(request.url);
  const matched = match(request.method, url.pathname);
  if (matched.kind === 'found' && matched.path !== url.pathname) url.pathname = matched.path;
  return {
    request,
    url,
    matched,
    startedAt: Date.now(),
    actor: anonymous,
    call: {
      trace,
      meter: { roundTrips: 0 },
      now: () => new Date(),
      afterAnswer: (work) =>
        context.waitUntil(
          work.catch((error: unknown) =>
            log('error', 'after-answer-failed', { traceId: trace.traceId, worker: 'gateway', error }),
          ),
        ),
    },
  };
}

/** Anything thrown, as the answer that the contract describes; a bug is logged with its stack, and told to nobody else. */
export function refused(error: unknown, exchange: Exchange): Response {
  const { traceId } = exchange.call.trace;
  const about = { traceId, worker: 'gateway', route: routeOf(exchange), error };
  if (!(error instanceof AppError)) log('error', 'request-failed', about);
  else if (error.cause !== undefined) log('warn', 'dependency-failed', about);
  return refusalResponse(refusalOf(error), traceId, new Date());
}

/** The one line per request: no address, no query, no token. */
export function logAnswer(exchange: Exchange, status: number): void {
  const { request, call, startedAt, actor } = exchange;
  log('info', 'request', {
    traceId: call.trace.traceId,
    worker: 'gateway',
    method: request.method,
    route: routeOf(exchange),
    status,
    actorId: actor.kind === 'user' ? actor.userId : null,
    durationMs: Date.now() - startedAt,
    roundTrips: call.meter.roundTrips,
  });
}

const routeOf = ({ matched }: Exchange): string | null => (matched.kind === 'found' ? matched.line.path : null);
