import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The repository's folder. */
export const root = join(import.meta.dirname, '../..');

/** One deployable Worker: its name on Cloudflare and its wrangler.toml, relative to the repository's folder. */
export interface Worker {
  name: string;
  config: string;
}

const PREFIX = 'thenorsound-';

export const gateway: Worker = { name: `${PREFIX}gateway`, config: 'wrangler.toml' };
const pages: Worker = { name: `${PREFIX}pages`, config: 'workers/pages/wrangler.toml' };
export const dataApi: Worker = { name: `${PREFIX}data-api`, config: 'workers/data-api/wrangler.toml' };

/** Every Worker in the order of deployment: the store first, whoever may call it and the pages next, the public address last. */
export function workersInDeployOrder(): Worker[] {
  const domains = globSync('workers/domains/*/wrangler.toml', { cwd: root })
    .toSorted((one, other) => one.localeCompare(other))
    .map((config) => ({ name: `${PREFIX}${basename(dirname(config))}`, config }));
  return [dataApi, ...domains, pages, gateway];
}
