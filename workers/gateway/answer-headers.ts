import { addCorsHeaders } from './cors.ts';

/** For answers that are data: nothing in them may run, be framed, be guessed at or be kept by a cache. */
const UNLESS_SET: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
};

/** The answer as it leaves: with the trace id, CORS and security headers, and without a body where HEAD asked. */
export function withAnswerHeaders(
  answer: Response,
  request: Request,
  about: { traceId: string; corsOrigins: readonly string[] },
): Response {
  const given = new Response(request.method === 'HEAD' ? null : answer.body, answer);
  const { headers } = given;
  headers.set('x-trace-id', about.traceId);
  for (const [name, value] of Object.entries(UNLESS_SET)) if (!headers.has(name)) headers.set(name, value);
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
  addCorsHeaders(headers, request.headers.get('origin'), about.corsOrigins);
  return given;
}
