const METHODS = 'GET, HEAD, POST, PUT, DELETE';
const REQUEST_HEADERS =
  'authorization, content-type, idempotency-key, if-match, if-none-match, traceparent, tracestate';
const EXPOSED_HEADERS = 'x-trace-id, etag, location, retry-after, idempotency-replayed';
/** How long a browser may remember a preflight, in seconds. */
const PREFLIGHT_AGE = 3_600;

/** Whether a browser asks here if a page may send the real request (Fetch standard, "CORS-preflight request"). */
export const isPreflight = (request: Request): boolean =>
  request.method === 'OPTIONS' && request.headers.has('origin') && request.headers.has('access-control-request-method');

/** The answer to a preflight; what makes it a permission is added with `addCorsHeaders`. */
export const preflightAnswer = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': String(PREFLIGHT_AGE),
    },
  });

/**
 * Lets pages of the configured origins read the answer, with credentials. Others get no word of permission, which is
 * what makes their browser refuse. `Vary` is on every answer: a cache must not hand one origin's answer to another.
 */
export function addCorsHeaders(headers: Headers, origin: string | null, allowed: readonly string[]): void {
  headers.append('vary', 'Origin');
  if (origin === null || !allowed.includes(origin)) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-expose-headers', EXPOSED_HEADERS);
}
