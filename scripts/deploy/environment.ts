import { dirname, join, relative } from 'node:path';
import { experimental_readRawConfig, type Unstable_RawConfig } from 'wrangler';
import { gateway, root, WORKER_PREFIX, workersInDeployOrder, type Worker } from '../lib/workers.ts';

/** The installations that a deployment can reach. Names, queues, counters and secrets of one are never those of another. */
export const environments = ['staging', 'production'] as const;
export type Environment = (typeof environments)[number];

/** What differs between installations besides their settings (ADR 0048). */
export interface Place {
  environment: Environment;
  /** The host of the public address, such as `api.example.se`; undefined leaves the gateway on workers.dev. */
  apiDomain?: string | undefined;
  /** A cloud region such as `aws:eu-north-1`, near which the domain Workers run; undefined leaves that to Cloudflare. */
  region?: string | undefined;
}

/** Which of the names `thenorsound-…` of the wrangler.toml files an environment's own is. */
export const nameIn = (environment: Environment, name: string): string => {
  if (!name.startsWith(WORKER_PREFIX)) throw new Error(`${name} does not begin with ${WORKER_PREFIX}`);
  return `${WORKER_PREFIX}${environment}-${name.slice(WORKER_PREFIX.length)}`;
};

/** Where a Worker's configuration for an environment is written. */
export const configFile = (environment: Environment, worker: Worker): string =>
  join(root, 'dist/deploy', environment, `${worker.name}.json`);

/** What a Worker's own wrangler.toml says. */
export function declaredConfig(worker: Worker): Unstable_RawConfig {
  return experimental_readRawConfig({ config: join(root, worker.config) }).rawConfig;
}

/**
 * A Worker's wrangler configuration in one environment, made of its only wrangler.toml: other names, the environment's
 * variables, no address but the gateway's, its place near the data.
 * @param vars values over the `[vars]` of wrangler.toml
 */
export function configIn(
  place: Place,
  worker: Worker,
  declared: Unstable_RawConfig,
  vars: Readonly<Record<string, string>>,
): Unstable_RawConfig {
  const { environment } = place;
  const name = (one: string) => nameIn(environment, one);
  const main = join(root, dirname(worker.config), declared.main ?? 'worker.ts');
  const isGateway = worker.config === gateway.config;
  const { services, queues, ratelimits, durable_objects: objects } = declared;
  return {
    ...declared,
    name: name(worker.name),
    main: relative(dirname(configFile(environment, worker)), main),
    workers_dev: isGateway && place.apiDomain === undefined,
    // A preview has an address of its own, and Workers behind the gateway believe whoever calls them (ADR 0009).
    preview_urls: false,
    ...(isGateway && place.apiDomain !== undefined && { routes: [{ pattern: place.apiDomain, custom_domain: true }] }),
    ...placementOf(place, worker),
    observability: { enabled: true },
    vars: { ...declared.vars, ...vars },
    ...(services && { services: services.map((one) => ({ ...one, service: name(one.service) })) }),
    ...(objects && {
      durable_objects: {
        bindings: (objects.bindings ?? []).map((one) => ({
          ...one,
          ...(one.script_name !== undefined && { script_name: name(one.script_name) }),
        })),
      },
    }),
    ...(queues && {
      queues: {
        ...(queues.producers && {
          producers: queues.producers.map((one) => ({ ...one, queue: name(one.queue ?? '') })),
        }),
        ...(queues.consumers && {
          consumers: queues.consumers.map((one) => ({
            ...one,
            queue: name(one.queue),
            ...(one.dead_letter_queue !== undefined && { dead_letter_queue: name(one.dead_letter_queue) }),
          })),
        }),
      },
    }),
    ...(ratelimits && {
      ratelimits: ratelimits.map((one) => ({ ...one, namespace_id: counterIn(environment, one.namespace_id) })),
    }),
  };
}

/** Counters of rate limits are shared by everything in an account that names the same number. */
const counterIn = (environment: Environment, id: string): string =>
  String((environments.indexOf(environment) + 1) * 10_000 + Number(id));

/**
 * Where a Worker runs. A domain Worker asks the store several times for one request, so it runs near the store; the gateway
 * and the pages stay near people. The data layer is called over RPC, which placement does not move: its Durable
 * Objects are placed by STORE_LOCATION and STORE_JURISDICTION.
 */
function placementOf({ region }: Place, { config }: Worker): Pick<Unstable_RawConfig, 'placement'> {
  if (!config.startsWith('workers/domains/')) return {};
  return { placement: region === undefined ? { mode: 'smart' } : { region } };
}

/** Every queue of an environment that a Worker takes from or gives up to, without repetition, in alphabetical order. */
export function queuesOf(configs: readonly Unstable_RawConfig[]): string[] {
  const names = configs.flatMap(({ queues }) => [
    ...(queues?.producers ?? []).map(({ queue }) => queue),
    ...(queues?.consumers ?? []).flatMap(({ queue, dead_letter_queue: letters }) => [queue, letters]),
  ]);
  return [...new Set(names.filter((name) => name !== undefined))].toSorted();
}

/** One Worker of an environment. */
export interface Deployable {
  worker: Worker;
  name: string;
  config: Unstable_RawConfig;
}

/** Every Worker of an environment in the order of deployment. */
export function workersIn(
  place: Place,
  varsOf: (worker: Worker) => Readonly<Record<string, string>>,
  workers: readonly Worker[] = workersInDeployOrder(),
): Deployable[] {
  return workers.map((worker) => ({
    worker,
    name: nameIn(place.environment, worker.name),
    config: configIn(place, worker, declaredConfig(worker), varsOf(worker)),
  }));
}
