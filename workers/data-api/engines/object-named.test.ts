import { expect, it } from 'vitest';
import { objectNamed } from './object-named.ts';

/** Says of each object where it was asked for. */
const namespace = (jurisdiction?: string) =>
  ({
    jurisdiction: (other: string) => namespace(other),
    getByName: (name: string, options?: object) => ({ name, jurisdiction, ...options }),
  }) as unknown as DurableObjectNamespace;

it('an object is made and kept where the settings say, and anywhere where they say nothing', () => {
  expect(objectNamed(namespace(), 'users', {})).toEqual({ name: 'users', jurisdiction: undefined });
  expect(objectNamed(namespace(), 'users', { STORE_LOCATION: 'weur', STORE_JURISDICTION: 'eu' })).toEqual({
    name: 'users',
    jurisdiction: 'eu',
    locationHint: 'weur',
  });
});

it('a place that there is not is no place', () => {
  expect(() => objectNamed(namespace(), 'users', { STORE_LOCATION: 'stockholm' })).toThrow(/wnam/);
  expect(() => objectNamed(namespace(), 'users', { STORE_JURISDICTION: 'se' })).toThrow(/fedramp/);
});
