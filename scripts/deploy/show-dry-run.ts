import { join } from 'node:path';
import { inParallel } from '#shared/in-parallel';
import { keyNames } from './keys.ts';
import { needsOf } from '../lib/settings.ts';
import { WORKER_PREFIX } from '../lib/workers.ts';
import { writeConfig } from './carry-out.ts';
import type { Cloudflare } from './cloudflare.ts';
import { nameIn, queuesOf, type Deployable, type Environment } from './environment.ts';

/** What wrangler says of a bundle: the sum of its modules, raw and compressed. */
interface Size {
  raw: string;
  gzip: string;
}

/** Bundles every Worker as it would be deployed, and prints its size and what it is bound to. */
export async function showDryRun(
  environment: Environment,
  deployables: readonly Deployable[],
  cloudflare: Pick<Cloudflare, 'dryRun'>,
  folder: string,
): Promise<void> {
  const sizes = new Map<string, Size>();
  await inParallel(deployables, 2, async (deployable) => {
    const file = await writeConfig(environment, deployable);
    sizes.set(deployable.name, sizeIn(await cloudflare.dryRun(file, join(folder, deployable.name))));
  });
  console.log(`${environment}: ${deployables.length} Workers, in the order of deployment\n`);
  for (const { name, worker, config } of deployables) {
    const { raw = '?', gzip = '?' } = sizes.get(name) ?? {};
    console.log(`${name}  ${raw}, ${gzip} compressed`);
    for (const line of bindingsOf(config))
      console.log(`    ${line.replaceAll(nameIn(environment, WORKER_PREFIX), '')}`);
    const keys = keyNames.filter((key) => needsOf(worker).includes(key));
    if (keys.length > 0) console.log(`    keys: ${keys.join(', ')}`);
  }
  const queues = queuesOf(deployables.map(({ config }) => config));
  console.log(`\n${queues.length} queues: ${queues.join(', ')}\n`);
}

function sizeIn(printed: string): Size {
  const [, raw, gzip] = /Total Upload: (.+?) \/ gzip: (.+)/.exec(printed) ?? [];
  if (raw === undefined || gzip === undefined) throw new Error(`wrangler says no size:\n${printed}`);
  return { raw, gzip: gzip.trim() };
}

/** A line for each kind of binding, and for where the Worker runs. */
function bindingsOf(config: Deployable['config']): string[] {
  const { services = [], queues, durable_objects: objects, ratelimits = [], vars = {}, placement } = config;
  const lines: [string, readonly string[]][] = [
    ['address', config.workers_dev ? ['workers.dev'] : (config.routes ?? []).map(patternOf)],
    [
      'placement',
      placement ? [('region' in placement && placement.region) || ('mode' in placement && placement.mode) || ''] : [],
    ],
    ['Workers', services.map(({ binding, service, entrypoint = 'HTTP' }) => `${binding} ${service}#${entrypoint}`)],
    ['sends to', (queues?.producers ?? []).map(({ queue }) => queue ?? '')],
    ['takes from', (queues?.consumers ?? []).map(({ queue }) => queue)],
    ['Durable Objects', (objects?.bindings ?? []).map(({ class_name: name }) => name)],
    ['rate limits', ratelimits.map(({ name, namespace_id: id }) => `${name} (${id})`)],
    ['mail', (config.send_email ?? []).map(({ name }) => name)],
    [
      'variables',
      Object.entries(vars).map(
        ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      ),
    ],
  ];
  return lines.filter(([, what]) => what.length > 0).map(([kind, what]) => `${kind}: ${what.join(', ')}`);
}

const patternOf = (route: string | { pattern: string }): string => (typeof route === 'string' ? route : route.pattern);
