import { describe, expect, test } from 'vitest';
import { compileRoutes } from './match-route.ts';
import { ownRoutes, routes } from './routes.ts';

const match = compileRoutes([...ownRoutes, ...routes]);
const id = '665f1c2ab8d4e3f6a7b8c9d0';

/** The pattern a path is matched to, as URL parsing hands it over. */
const patternOf = (method: string, path: string) => {
  const matched = match(method, new URL(path, 'http://localhost').pathname);
  return matched.kind === 'found' ? matched.line.path : matched.kind;
};

describe('the route table', () => {
  test('finds every line of itself', () => {
    for (const line of routes) {
      expect(match(line.method, line.path.replaceAll(/\{\w+\}/g, id))).toMatchObject({ kind: 'found', line });
    }
  });

  test('takes a literal segment before a parameter', () => {
    expect(patternOf('GET', '/api/bookings/pricing')).toBe('/api/bookings/pricing');
    expect(patternOf('GET', `/api/bookings/${id}`)).toBe('/api/bookings/{id}');
    expect(patternOf('GET', `/api/bookings/event/${id}`)).toBe('/api/bookings/event/{eid}');
  });

  test('lets a literal that leads nowhere give way to a parameter', () => {
    expect(patternOf('PUT', '/api/bookings/pricing/confirm')).toBe('/api/bookings/{id}/confirm');
  });

  test('sends the same kind of path to different Workers by its last segment', () => {
    const workerOf = (path: string) => {
      const matched = match('GET', path);
      return matched.kind === 'found' ? matched.line.worker : matched.kind;
    };
    expect(workerOf(`/api/customers/${id}/tariffs`)).toBe('CUSTOMERS_HTTP');
    expect(workerOf(`/api/customers/${id}/events`)).toBe('EVENTS_HTTP');
    expect(workerOf(`/api/customers/${id}/bookings`)).toBe('BOOKINGS_HTTP');
    expect(workerOf(`/api/customers/${id}/invoices`)).toBe('INVOICING_HTTP');
  });

  test.each(['/', '/api', '/api/', '/api/users/a/b', '/API/users', '/api/usersx', '/api/auth'])(
    'knows no path that is not in it: %s',
    (path) => {
      expect(patternOf('GET', path)).toBe('unknown');
    },
  );

  test.each(['/api/users/', '/api//users', '//localhost/api/users', `/api/users/${id}/`, '/api/users//availability'])(
    'takes a trailing or a doubled slash for another path: %s',
    (path) => {
      expect(match('GET', path)).toEqual({ kind: 'unknown' });
    },
  );

  test('reads HEAD as GET', () => {
    expect(patternOf('HEAD', '/api/users')).toBe('/api/users');
    expect(match('HEAD', `/api/bookings/${id}/confirm`)).toMatchObject({ kind: 'wrong-method' });
  });

  test('names the methods of a known path where another one is tried', () => {
    expect(match('DELETE', '/api/users')).toEqual({ kind: 'wrong-method', allow: ['GET', 'HEAD', 'POST', 'OPTIONS'] });
    expect(match('GET', '/api/auth/login')).toEqual({ kind: 'wrong-method', allow: ['POST', 'OPTIONS'] });
    expect(match('PUT', '/api/bookings/pricing')).toEqual({ kind: 'wrong-method', allow: ['GET', 'HEAD', 'OPTIONS'] });
  });
});

describe('percent-encoding', () => {
  test('is undone before matching, so that no spelling reaches another route than it reads as', () => {
    expect(match('GET', '/api/bookings/%70ricing')).toMatchObject({
      line: { path: '/api/bookings/pricing' },
      path: '/api/bookings/pricing',
    });
  });

  test('is undone once: what is still encoded then is the value of a parameter', () => {
    expect(match('GET', '/api/bookings/%2570ricing')).toMatchObject({
      line: { path: '/api/bookings/{id}' },
      path: '/api/bookings/%2570ricing',
    });
  });

  test('keeps an encoded slash inside its segment, and encoded in what is handed on', () => {
    expect(match('GET', '/api/bookings/a%2Fb')).toMatchObject({
      line: { path: '/api/bookings/{id}' },
      path: '/api/bookings/a%2Fb',
    });
    expect(patternOf('GET', '/api%2Fusers')).toBe('unknown');
    expect(patternOf('GET', `/api/bookings/event%2F${id}`)).toBe('/api/bookings/{id}');
  });

  test('that is malformed names no path', () => {
    expect(patternOf('GET', '/api/users/%zz')).toBe('unknown');
    expect(patternOf('GET', '/api/users/%C3')).toBe('unknown');
  });
});

describe('a table that cannot be meant', () => {
  test('is refused: the same line twice, also under another parameter name', () => {
    const line = { method: 'GET', path: '/a/{id}' };
    expect(() => compileRoutes([line, { method: 'GET', path: '/a/{other}' }])).toThrow(/twice/);
  });

  test('is refused: a parameter that is a part of a segment', () => {
    expect(() => compileRoutes([{ method: 'GET', path: '/calendar/{secret}.ics' }])).toThrow(/whole segment/);
  });
});
