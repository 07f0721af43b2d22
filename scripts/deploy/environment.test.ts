import { expect, test } from 'vitest';
import { subscriberOfDeadLetters } from '../../workers/domains/operations/keep-dead-letters.ts';
import { gateway, workersInDeployOrder } from '../lib/workers.ts';
import { queuesOf, workersIn, type Deployable, type Environment } from './environment.ts';

const none = () => ({});
const deployed = (environment: Environment, more = {}) => workersIn({ environment, ...more }, none);
/** The Workers whose Durable Objects a Worker asks. */
const objectsElsewhere = (config: Deployable['config']): string[] =>
  (config.durable_objects?.bindings ?? []).flatMap(({ script_name: script }) => script ?? []);
/** Every name and number by which something is found in an account. */
const namesOf = (environment: Environment): string[] => {
  const deployables = deployed(environment);
  return [
    ...deployables.flatMap(({ name, config }) => [
      name,
      ...(config.services ?? []).map(({ service }) => service),
      ...objectsElsewhere(config),
      ...(config.ratelimits ?? []).map(({ namespace_id: id }) => id),
    ]),
    ...queuesOf(deployables.map(({ config }) => config)),
  ];
};

test('two environments in one account share no Worker, no queue and no counter', () => {
  const staging = new Set(namesOf('staging'));
  expect(staging.size).toBeGreaterThan(19);
  expect(namesOf('production').filter((name) => staging.has(name))).toEqual([]);
});

test('what a Worker calls is deployed in the same environment', () => {
  const deployables = deployed('staging');
  const names = new Set(deployables.map(({ name }) => name));
  expect(names.size).toBe(workersInDeployOrder().length);
  for (const { name, config } of deployables) {
    for (const { service } of config.services ?? []) expect.soft(names, `${name} calls ${service}`).toContain(service);
    for (const script of objectsElsewhere(config)) expect.soft(names, `${name} asks ${script}`).toContain(script);
  }
});

test('nothing but the gateway has an address, and previews have none at all', () => {
  for (const { worker, config } of [...deployed('production'), ...deployed('production', { apiDomain: 'api.x.se' })]) {
    expect.soft(config.preview_urls, worker.name).toBe(false);
    if (worker.config === gateway.config) continue;
    expect.soft([config.workers_dev, config.routes, config.route], worker.name).toEqual([false, undefined, undefined]);
  }
  const at = (more: object) => deployed('production', more).at(-1)?.config;
  expect(at({})).toMatchObject({ workers_dev: true });
  expect(at({ apiDomain: 'api.x.se' })).toMatchObject({
    workers_dev: false,
    routes: [{ pattern: 'api.x.se', custom_domain: true }],
  });
});

test('what asks the store several times runs near it, and what people talk to runs near people', () => {
  const placed = deployed('staging').filter(({ config }) => config.placement);
  expect(placed.map(({ worker }) => worker.config).every((config) => config.startsWith('workers/domains/'))).toBe(true);
  expect(placed).toHaveLength(9);
  const [near] = deployed('staging', { region: 'aws:eu-north-1' }).filter(({ config }) => config.placement);
  expect(near?.config.placement).toEqual({ region: 'aws:eu-north-1' });
});

test('dead letters are known as their subscriber’s in every environment', () => {
  const letters = queuesOf(deployed('staging').map(({ config }) => config)).filter((queue) =>
    queue.endsWith('-letters'),
  );
  expect(letters.map(subscriberOfDeadLetters)).toEqual([
    'analytics',
    'bookings',
    'events',
    'invoicing',
    'notifications',
    'operations',
  ]);
  expect(subscriberOfDeadLetters('thenorsound-staging-events')).toBeNull();
});

test('variables of the environment stand over those of wrangler.toml', () => {
  const [, second] = workersIn({ environment: 'staging' }, () => ({ ENVIRONMENT: 'production', OTHER: 'x' }));
  expect(second?.config.vars).toMatchObject({ ENVIRONMENT: 'production', OTHER: 'x' });
});
