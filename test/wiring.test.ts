import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { subscribers } from '#shared/domain-events';
import { root, workersInDeployOrder } from '../scripts/lib/workers.ts';

/** What every wrangler.toml says, checked against the others: a wrong name would show only once deployed. */
const workers = workersInDeployOrder().map((worker) => ({
  ...worker,
  ...unstable_readConfig({ config: join(root, worker.config) }),
}));
const names = workers.map(({ name }) => name);

test('every wrangler.toml is of a Worker that is built, deployed and started', () => {
  const found = globSync('workers/**/wrangler.toml', { cwd: root });
  expect(found.length).toBe(workers.length - 1);
  expect(workers.at(0)?.name).toBe('thenorsound-data-api');
  expect(workers.at(-1)?.name).toBe('thenorsound-gateway');
});

describe.each(workers)('$name', (worker) => {
  test('is called after its folder', () => {
    const folder = worker.config === 'wrangler.toml' ? 'gateway' : basename(dirname(worker.config));
    expect(unstable_readConfig({ config: join(root, worker.config) }).name).toBe(`thenorsound-${folder}`);
  });

  test('runs on the same date as the others', () => {
    expect(worker.compatibility_date).toBe(workers[0]?.compatibility_date);
  });

  test('has a public address only if it is the gateway', () => {
    const isGateway = worker.name === 'thenorsound-gateway';
    expect(worker.workers_dev).toBe(isGateway ? undefined : false);
    expect(worker.routes ?? []).toEqual([]);
    expect(worker.triggers.crons ?? []).toEqual(isGateway ? ['* * * * *'] : []);
  });

  test('calls Workers that exist, by the names of their entrypoints', () => {
    for (const { binding, service, entrypoint } of worker.services ?? []) {
      expect(names).toContain(service);
      const folder = service.replace('thenorsound-', '');
      const expected =
        binding === 'DATA'
          ? ['data-api', 'DataApi']
          : binding.endsWith('_HTTP')
            ? [binding.replace('_HTTP', '').toLowerCase(), undefined]
            : [binding.toLowerCase(), `${binding.charAt(0)}${binding.slice(1).toLowerCase()}ForColleagues`];
      expect([folder, entrypoint]).toEqual(expected);
    }
  });

  test('asks the store’s own objects, where it has the store', () => {
    const objects = worker.durable_objects.bindings.flatMap(
      ({ name, class_name: of, script_name: at }: { name: string; class_name: string; script_name?: string }) =>
        at === undefined ? [] : `${name} is ${of} of ${at}`,
    );
    const stores = (worker.services ?? []).some(({ binding }: { binding: string }) => binding === 'DATA');
    expect(objects).toEqual(
      stores
        ? [
            'STORE_COLLECTIONS is CollectionStore of thenorsound-data-api',
            'STORE_CONNECTIONS is MongoConnection of thenorsound-data-api',
          ]
        : [],
    );
  });

  test('sends to queues that are called after their subscriber', () => {
    for (const { binding, queue } of worker.queues.producers ?? []) {
      const subscriber = binding.replace('QUEUE_', '').toLowerCase();
      expect(subscribers).toContain(subscriber);
      expect(queue).toBe(`thenorsound-${subscriber}`);
    }
  });
});

test('every subscriber consumes its queue, with retries for hours and a dead-letter queue that is consumed', () => {
  const consumed = workers.flatMap(({ name, queues: { consumers = [] } }) =>
    consumers.map((one: { queue: string; dead_letter_queue?: string }) => ({ name, ...one })),
  );
  for (const subscriber of subscribers) {
    const queue = `thenorsound-${subscriber}`;
    expect(consumed.filter((one) => one.queue === queue)).toMatchObject([{ name: queue, max_retries: 100 }]);
    const letters = consumed.find((one) => one.queue === queue)?.dead_letter_queue;
    expect(consumed.filter((one) => one.queue === letters)).toMatchObject([{ name: 'thenorsound-operations' }]);
  }
});
