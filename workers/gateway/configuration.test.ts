import { expect, test } from 'vitest';
import { configurationFrom } from './configuration.ts';

test('rate limits are on unless they are turned off', () => {
  expect(configurationFrom({}).rateLimits).toBe(true);
  expect(configurationFrom({ RATE_LIMITS: 'on' }).rateLimits).toBe(true);
  expect(configurationFrom({ RATE_LIMITS: 'off', ENVIRONMENT: 'development' }).rateLimits).toBe(false);
});

test('a production installation does not serve without rate limits', () => {
  expect(() => configurationFrom({ RATE_LIMITS: 'off', ENVIRONMENT: 'production' })).toThrow(/RATE_LIMITS=off/);
  expect(configurationFrom({ RATE_LIMITS: 'on', ENVIRONMENT: 'production' }).rateLimits).toBe(true);
});

test('CORS origins stand in a list with commas', () => {
  expect(configurationFrom({ CORS_ORIGINS: 'http://a.example, https://b.example,' }).corsOrigins).toEqual([
    'http://a.example',
    'https://b.example',
  ]);
  expect(configurationFrom({}).corsOrigins).toEqual([]);
});
