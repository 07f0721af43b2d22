import { describe, expect, test } from 'vitest';
import { withAnswerHeaders } from './answer-headers.ts';
import { isPreflight, preflightAnswer } from './cors.ts';

const corsOrigins = ['http://localhost:5173', 'https://app.thenorsound.example'];

const leaving = (origin: string | null, answer = Response.json({}), method = 'GET') =>
  withAnswerHeaders(
    answer,
    new Request('http://localhost/api/users', { method, headers: origin === null ? {} : { origin } }),
    { traceId: 'a'.repeat(32), corsOrigins },
  );

describe('a page of a configured origin', () => {
  test('may read answers with credentials, and the headers that the contract names', () => {
    const { headers } = leaving('http://localhost:5173');
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    const exposed = headers.get('access-control-expose-headers')?.split(', ');
    expect(exposed).toEqual(expect.arrayContaining(['x-trace-id', 'etag', 'location', 'retry-after']));
  });

  test('may send what the API takes, and is told so in the preflight', () => {
    const { headers, status } = leaving('http://localhost:5173', preflightAnswer(), 'OPTIONS');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      expect(headers.get('access-control-allow-methods')?.split(', ')).toContain(method);
    }
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match']) {
      expect(headers.get('access-control-allow-headers')?.split(', ')).toContain(name);
    }
  });
});

test.each([
  'http://localhost:51730',
  'http://localhost',
  'https://localhost:5173',
  'https://evil.example',
  'https://app.thenorsound.example.evil.example',
  'null',
])('a page of another origin gets no CORS headers: %s', (origin) => {
  const names = [...leaving(origin).headers.keys()];
  expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('every answer varies by origin, besides what it varied by already', () => {
  expect(leaving(null).headers.get('vary')).toBe('Origin');
  expect(leaving(null, new Response('', { headers: { vary: 'Accept' } })).headers.get('vary')).toBe('Accept, Origin');
});

test('only a request with an origin and a method to ask for is a preflight', () => {
  const request = (method: string, headers: Record<string, string>) =>
    new Request('http://localhost/', { method, headers });
  const asked = { origin: 'http://localhost:5173', 'access-control-request-method': 'PUT' };
  expect(isPreflight(request('OPTIONS', asked))).toBe(true);
  expect(isPreflight(request('OPTIONS', { origin: 'http://localhost:5173' }))).toBe(false);
  expect(isPreflight(request('POST', asked))).toBe(false);
});
