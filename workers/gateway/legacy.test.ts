import { describe, expect, test } from 'vitest';
import { legacyFrom, legacyOriginOf, legacyPathOf } from './legacy.ts';

const origin = 'https://old.example';

describe('what an old system serves', () => {
  test('is nothing, unless a variable says so', () => {
    const { origins, paths, jwtSecret } = legacyFrom({ LEGACY_ORIGIN_EVENTS: '', LEGACY_PATHS: '' });
    expect([origins.size, paths.size, jwtSecret]).toEqual([0, 0, null]);
  });

  test('are the routes of the domains that are named, and of no others', () => {
    const legacy = legacyFrom({ LEGACY_ORIGIN_EVENTS: `${origin}/` });
    expect(legacyOriginOf({ worker: 'EVENTS_HTTP', path: '/api/events' }, legacy)).toBe(origin);
    expect(legacyOriginOf({ worker: 'BOOKINGS_HTTP', path: '/api/bookings' }, legacy)).toBeNull();
    expect(legacyOriginOf({ worker: 'PAGES_HTTP', path: '/docs' }, legacy)).toBeNull();
  });

  test('is never what operators do to this system', () => {
    const legacy = legacyFrom({ LEGACY_ORIGIN_USERS: origin });
    expect(legacyOriginOf({ worker: 'USERS_HTTP', path: '/api/users' }, legacy)).toBe(origin);
    expect(legacyOriginOf({ worker: 'USERS_HTTP', path: '/api/ops/field-keys/re-encrypt' }, legacy)).toBeNull();
  });
});

describe('a setting that would lead requests astray is refused by its name', () => {
  test.each(['old.example', 'ftp://old.example', `${origin}/api`, `${origin}?a=b`, 'https://user:pass@old.example'])(
    'as an origin: %s',
    (given) => {
      expect(() => legacyFrom({ LEGACY_ORIGIN_EVENTS: given })).toThrow(/LEGACY_ORIGIN_EVENTS must be an origin/);
    },
  );

  test('in the open, where it is production', () => {
    const open = { LEGACY_ORIGIN_EVENTS: 'http://old.example' };
    expect(() => legacyFrom({ ...open, ENVIRONMENT: 'production' })).toThrow(/https/);
    expect(legacyFrom({ ...open, ENVIRONMENT: 'development' }).origins.size).toBe(1);
    expect(legacyFrom({ LEGACY_ORIGIN_EVENTS: origin, ENVIRONMENT: 'production' }).origins.size).toBe(1);
  });

  test.each(['LEGACY_ORIGIN_AUTH', 'LEGACY_ORIGIN_EVENT', 'LEGACY_ORIGIN_'])(
    'for a domain that cannot be old: %s',
    (name) => {
      expect(() => legacyFrom({ [name]: origin })).toThrow(new RegExp(`${name} is not possible`));
    },
  );

  test.each(['{', '[]', '{"api/users":"/api/User"}', '{"/api/users":1}', '{"/api/users":"/api/User/{id}"}'])(
    'as paths: %s',
    (given) => {
      expect(() => legacyFrom({ LEGACY_PATHS: given })).toThrow(/LEGACY_PATHS/);
    },
  );

  test('as a secret that is too short for HS256', () => {
    expect(() => legacyFrom({ LEGACY_JWT_SECRET: 'x'.repeat(31) })).toThrow(/LEGACY_JWT_SECRET/);
  });
});

test('a path of the old system has the parameters of ours in its own places, as they were spelled', () => {
  const legacy = legacyFrom({
    LEGACY_PATHS: '{"/api/users/{id}":"/api/User/{id}","/api/customers/{cid}/events":"/api/Event/by-customer/{cid}"}',
  });
  expect(legacyPathOf('/api/users/{id}', '/api/users/a%2Fb', legacy)).toBe('/api/User/a%2Fb');
  expect(legacyPathOf('/api/customers/{cid}/events', '/api/customers/12/events', legacy)).toBe(
    '/api/Event/by-customer/12',
  );
  expect(legacyPathOf('/api/users', '/api/users', legacy)).toBe('/api/users');
});
