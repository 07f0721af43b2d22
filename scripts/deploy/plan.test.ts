import { expect, test } from 'vitest';
import type { Deployable } from './environment.ts';
import { planOf, sayStep, undoOf, type Existing, type Wanted } from './plan.ts';

const worker = (name: string, calls: readonly [string, string?][] = []): Deployable => ({
  worker: { name, config: '' },
  name,
  config: {
    services: calls.map(([service, entrypoint]) => ({ binding: service, service, ...(entrypoint && { entrypoint }) })),
  },
});
const deployables = [
  worker('data'),
  worker('auth', [
    ['data', 'Data'],
    ['users', 'Users'],
  ]),
  worker('users', [
    ['data', 'Data'],
    ['auth', 'Auth'],
    ['users', 'Users'],
  ]),
  worker('gateway', [['auth'], ['users']]),
];
const wanted = (more: Partial<Wanted> & { given?: readonly string[] } = {}): Wanted => ({
  deployables,
  queues: ['q', 'q-dead-letters'],
  secretsOf: ({ name }) => ({
    keys: name === 'auth' ? ['SIGNING_KEYS'] : name === 'users' || name === 'gateway' ? ['FIELD_KEYS'] : [],
    given: name === 'data' ? (more.given ?? []) : [],
  }),
  replace: [],
  keysAtHand: new Set(),
  mayMakeKeys: true,
  switchStore: false,
  ...more,
});
const nothing: Existing = { workers: new Map(), queues: new Set() };
const everything: Existing = {
  workers: new Map([
    ['data', new Set()],
    ['auth', new Set(['SIGNING_KEYS'])],
    ['users', new Set(['FIELD_KEYS'])],
    ['gateway', new Set(['FIELD_KEYS'])],
  ]),
  queues: new Set(['q', 'q-dead-letters']),
};
const stepsOf = (wanted: Wanted, existing: Existing): string[] => {
  const plan = planOf(wanted, existing);
  return 'refused' in plan ? plan.refused.map((why) => `refused: ${why}`) : plan.steps.map(sayStep);
};

test('into an empty account: keys, queues, empty Workers for circles, then all in order', () => {
  expect(stepsOf(wanted(), nothing)).toEqual([
    'make SIGNING_KEYS, FIELD_KEYS and keep them',
    'create the queue q',
    'create the queue q-dead-letters',
    'make an empty users, which others call before it is there',
    'deploy data, new',
    'deploy auth, new, with SIGNING_KEYS',
    'deploy users, new, with FIELD_KEYS',
    'deploy gateway, new, with FIELD_KEYS',
    'see whether it is ready and its doors are shut',
  ]);
});

test('where everything is there, everything is deployed and nothing else touched', () => {
  expect(stepsOf(wanted(), everything)).toEqual([
    'deploy data',
    'deploy auth',
    'deploy users',
    'deploy gateway',
    'see whether it is ready and its doors are shut',
  ]);
});

test('a plan that was broken off goes on with what is missing, with the keys that were made', () => {
  const broken: Existing = {
    workers: new Map([
      ['data', new Set()],
      ['auth', new Set(['SIGNING_KEYS'])],
      ['users', new Set<string>()],
    ]),
    queues: new Set(['q']),
  };
  expect(stepsOf(wanted({ keysAtHand: new Set(['SIGNING_KEYS', 'FIELD_KEYS']) }), broken)).toEqual([
    'create the queue q-dead-letters',
    'deploy data',
    'deploy auth',
    'deploy users, with FIELD_KEYS',
    'deploy gateway, new, with FIELD_KEYS',
    'see whether it is ready and its doors are shut',
  ]);
});

test('a key that one Worker has and another lacks is never made anew', () => {
  const half: Existing = { ...everything, workers: new Map([...everything.workers, ['gateway', new Set<string>()]]) };
  expect(stepsOf(wanted(), half)).toEqual([expect.stringMatching(/^refused: users has FIELD_KEYS/)]);
  expect(stepsOf(wanted({ keysAtHand: new Set(['FIELD_KEYS']) }), half)).toContain('deploy gateway, with FIELD_KEYS');
});

test('keys are not made where nobody would keep them', () => {
  expect(stepsOf(wanted({ mayMakeKeys: false }), nothing)).toEqual([
    expect.stringMatching(/^refused: SIGNING_KEYS/),
    expect.stringMatching(/^refused: FIELD_KEYS/),
  ]);
  expect(stepsOf(wanted({ mayMakeKeys: false }), everything)).toHaveLength(5);
});

test('a given secret that is there stands, unless it is to be replaced; a key stands in any case', () => {
  const onMongo: Existing = {
    ...everything,
    workers: new Map([...everything.workers, ['data', new Set(['MONGODB_URI'])]]),
  };
  const given = ['MONGODB_URI'];
  expect(stepsOf(wanted({ given }), onMongo)).toContain('deploy data');
  expect(stepsOf(wanted({ given, replace: ['MONGODB_URI', 'FIELD_KEYS'] }), onMongo).slice(0, 4)).toEqual([
    'create the declared indexes on MongoDB',
    'deploy data, with MONGODB_URI',
    'deploy auth',
    'deploy users',
  ]);
});

test('an installation does not move to another, empty store unasked', () => {
  const given = ['MONGODB_URI'];
  expect(stepsOf(wanted({ given }), everything)).toEqual([expect.stringContaining('--switch-store')]);
  expect(stepsOf(wanted({ given, switchStore: true }), everything)).toContain('deploy data, with MONGODB_URI');
  const onMongo: Existing = { ...everything, workers: new Map([['data', new Set(given)]]) };
  expect(stepsOf(wanted(), onMongo)).toEqual([expect.stringContaining('MONGODB_URI is not given')]);
});

test('a Worker that was there is rolled back, a new one taken away', () => {
  const [data] = deployables;
  if (!data) throw new Error('no Worker');
  const step = { kind: 'deploy', deployable: data, secrets: [] } as const;
  expect(undoOf({ ...step, isNew: false })).toEqual(['wrangler rollback --name data']);
  expect(undoOf({ ...step, isNew: true })).toEqual(['wrangler delete --name data']);
});
