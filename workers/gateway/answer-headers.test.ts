import { expect, test } from 'vitest';
import { withAnswerHeaders } from './answer-headers.ts';

const about = { traceId: 'a'.repeat(32), corsOrigins: [] };
const get = new Request('http://localhost/api/users');

test('every answer names its trace', () => {
  expect(withAnswerHeaders(Response.json({}), get, about).headers.get('x-trace-id')).toBe(about.traceId);
});

test('an answer is not cached unless it says that it may be', () => {
  expect(withAnswerHeaders(Response.json({}), get, about).headers.get('cache-control')).toBe('no-store');
  const cacheable = Response.json({}, { headers: { 'cache-control': 'public, max-age=300' } });
  expect(withAnswerHeaders(cacheable, get, about).headers.get('cache-control')).toBe('public, max-age=300');
});

test('an answer is taken for what it says it is, and for nothing that runs', () => {
  const { headers } = withAnswerHeaders(Response.json({}), get, about);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('every cookie of an answer stays', () => {
  const answer = new Response(null, {
    headers: [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
  });
  expect(withAnswerHeaders(answer, get, about).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('HEAD is answered as GET is, without the body', async () => {
  const head = new Request('http://localhost/api/users', { method: 'HEAD' });
  const answer = withAnswerHeaders(Response.json({ items: [] }, { headers: { etag: '"1"' } }), head, about);
  expect(await answer.text()).toBe('');
  expect(answer.headers.get('etag')).toBe('"1"');
  expect(answer.headers.get('content-type')).toContain('application/json');
});

test('a 304 stays one', () => {
  expect(withAnswerHeaders(new Response(null, { status: 304 }), get, about).status).toBe(304);
});
