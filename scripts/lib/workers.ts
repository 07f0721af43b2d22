import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The repository's folder. */
export const root = join(import.meta.dirname, '../..');

/** One deployable Worker: its name on Cloudflare and its wrangler.toml, relative to the repository's folder. */
export interface Worker {
  name: string;
  config: string;
}

/** How every Worker and queue is called, before its own name. */
export const WORKER_PREFIX = 'thenorsound-';

export const gateway: Worker = { name: `${WORKER_PREFIX}gateway`, config: 'wrangler.toml' };
const pages: Worker = { name: `${WORKER_PREFIX}pages`, config: 'workers/pages/wrangler.toml' };
export const dataApi: Worker = { name: `${WORKER_PREFIX}data-api`, config: 'workers/data-api/wrangler.toml' };

/** Every Worker in the order of deployment: the store first, whoever may call it and the pages next, the public address last. */
export function workersInDeployOrder(): Worker[] {
  const domains = globSync('workers/domains/*/wrangler.toml', { cwd: root })
    .toSorted((one, other) => one.localeCompare(other))
    .map((config) => ({ name: `${WORKER_PREFIX}${basename(dirname(config))}`, config }));
  return [dataApi, ...domains, pages, gateway];
}
