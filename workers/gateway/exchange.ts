import { anonymous, type Actor } from '#shared/actor';
import { callFor, ended, type Call, type Running } from '#shared/call';
import type { ReportsErrors } from '#shared/error-reports';
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
  running: Running;
  call: Call;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Anonymous until somebody is recognised. */
  actor: Actor;
  /** By which system it was answered, as far as it was handed on. */
  servedBy: 'here' | 'legacy';
}

export function begin(
  request: Request,
  env: ReportsErrors,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
  match: (method: string, pathname: string) => Match<Route | OwnRoute>,
): Exchange {
  const running = { name: 'gateway', env, ctx };
  const url = new URL(request.url);
  const matched = match(request.method, url.pathname);
  if (matched.kind === 'found' && matched.path !== url.pathname) url.pathname = matched.path;
  return {
    request,
    url,
    matched,
    startedAt: Date.now(),
    actor: anonymous,
    servedBy: 'here',
    running,
    call: callFor(running, traceFrom(request.headers.get('traceparent'))),
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
  const { request, running, call, startedAt, actor, servedBy } = exchange;
  ended('request', running, call, startedAt, {
    method: request.method,
    route: routeOf(exchange),
    status,
    actorId: actor.kind === 'user' ? actor.userId : null,
    servedBy,
  });
}

const routeOf = ({ matched }: Exchange): string | null => (matched.kind === 'found' ? matched.line.path : null);
