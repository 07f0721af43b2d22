import type { Secrets } from '../lib/settings.ts';
import type { Deployable } from './environment.ts';

/** What an account holds of an environment before a deployment. */
export interface Existing {
  /** The Workers that are there, each with the names of its secrets. */
  workers: ReadonlyMap<string, ReadonlySet<string>>;
  queues: ReadonlySet<string>;
}

/** What an environment is to be. */
export interface Wanted {
  /** In the order of deployment. */
  deployables: readonly Deployable[];
  queues: readonly string[];
  /** The names of the keys that a Worker cannot be without, and of what the operator gave for it. */
  secretsOf: (deployable: Deployable) => { keys: readonly KeyName[]; given: readonly string[] };
  /** Names of given secrets to be set although they are there. */
  replace: readonly string[];
  /** Keys whose value is at hand: in the environment of this process, or in the file of the environment's keys. */
  keysAtHand: ReadonlySet<KeyName>;
  /** Whether keys may be made: not where nobody could keep them. */
  mayMakeKeys: boolean;
  /** Whether the operator knows that another store than before is to be used. */
  switchStore: boolean;
}

/** Keys that are made, not given. */
export type KeyName = Exclude<keyof Secrets, 'DATA_API_KEY'>;

export type Step =
  /** Makes keys and keeps them, before anything is changed. */
  | { kind: 'make-keys'; keys: readonly KeyName[] }
  | { kind: 'create-queue'; queue: string }
  /** Declared indexes, so that what is stored already and breaks them is found before anything is deployed. */
  | { kind: 'create-indexes' }
  /** An empty Worker of that name: Workers that call each other in a circle cannot all be first. */
  | { kind: 'place-holder'; name: string; entrypoints: readonly string[] }
  | { kind: 'deploy'; deployable: Deployable; secrets: readonly string[]; isNew: boolean }
  /** Waits for the deployed system to answer that it is ready, and tries its doors. */
  | { kind: 'smoke-test' };

export type Plan = { refused: readonly string[] } | { steps: readonly Step[] };

/** What has to be done so that what exists becomes what is wanted; or why nothing may be done. */
export function planOf(wanted: Wanted, existing: Existing): Plan {
  const refused = [...whyNoKeys(wanted, existing), ...whyNoStore(wanted, existing)];
  if (refused.length > 0) return { refused };

  const missing = keysMissing(wanted, existing).filter((key) => !wanted.keysAtHand.has(key));
  const deployments = wanted.deployables.map((deployable): Step => ({
    kind: 'deploy',
    deployable,
    secrets: secretsToSet(wanted, existing, deployable),
    isNew: !existing.workers.has(deployable.name),
  }));
  return {
    steps: [
      ...(missing.length > 0 ? [{ kind: 'make-keys' as const, keys: missing }] : []),
      ...wanted.queues
        .filter((queue) => !existing.queues.has(queue))
        .map((queue) => ({ kind: 'create-queue' as const, queue })),
      ...(isOnMongo(wanted) ? [{ kind: 'create-indexes' as const }] : []),
      ...placeHolders(wanted, existing),
      ...deployments,
      { kind: 'smoke-test' },
    ],
  };
}

/** The secrets that a Worker lacks, and the given ones that are to be replaced. A key that is there is never touched. */
function secretsToSet(wanted: Wanted, existing: Existing, deployable: Deployable): string[] {
  const there = existing.workers.get(deployable.name) ?? new Set();
  const { keys, given } = wanted.secretsOf(deployable);
  return [
    ...keys.filter((key) => !there.has(key)),
    ...given.filter((name) => !there.has(name) || wanted.replace.includes(name)),
  ];
}

/** The keys that at least one Worker lacks, each once. */
function keysMissing(wanted: Wanted, existing: Existing): KeyName[] {
  const missing = wanted.deployables.flatMap((deployable) =>
    wanted.secretsOf(deployable).keys.filter((key) => !existing.workers.get(deployable.name)?.has(key)),
  );
  return [...new Set(missing)];
}

/** A key that one Worker has and another lacks cannot be read back, and cannot be made anew for one of them. */
function whyNoKeys(wanted: Wanted, existing: Existing): string[] {
  return keysMissing(wanted, existing)
    .filter((key) => !wanted.keysAtHand.has(key))
    .flatMap((key) => {
      const holder = wanted.deployables.find(
        (deployable) =>
          wanted.secretsOf(deployable).keys.includes(key) && existing.workers.get(deployable.name)?.has(key),
      );
      if (holder) {
        return [
          `${holder.name} has ${key}, another Worker lacks it, and a secret cannot be read back: give its value as ${key}`,
        ];
      }
      return wanted.mayMakeKeys
        ? []
        : [`${key} is not there and must not be made where nobody keeps it: make the first deployment from a machine`];
    });
}

/** Another store than before is an empty one: everything would seem to be gone. */
function whyNoStore(wanted: Wanted, existing: Existing): string[] {
  const [dataLayer] = wanted.deployables;
  const there = dataLayer && existing.workers.get(dataLayer.name);
  if (!there || wanted.switchStore || there.has('MONGODB_URI') === isOnMongo(wanted)) return [];
  return [
    there.has('MONGODB_URI')
      ? 'This environment is on MongoDB and MONGODB_URI is not given: give it, its indexes are looked after'
      : 'This environment is on the embedded engine, and MONGODB_URI would make it an empty MongoDB: ' +
        'move the documents first (npm run export, npm run restore), then say --switch-store',
  ];
}

const isOnMongo = (wanted: Wanted): boolean =>
  wanted.deployables.slice(0, 1).some((dataLayer) => wanted.secretsOf(dataLayer).given.includes('MONGODB_URI'));

/** Empty Workers for those that are called before they are deployed: by one that comes earlier, or by themselves. */
function placeHolders({ deployables }: Wanted, existing: Existing): Step[] {
  return deployables.flatMap(({ name }, place): Step[] => {
    if (existing.workers.has(name)) return [];
    const callers = deployables.slice(0, place + 1).flatMap(({ config }) => config.services ?? []);
    const calls = callers.filter(({ service }) => service === name);
    if (calls.length === 0) return [];
    const entrypoints = [...new Set(calls.map(({ entrypoint }) => entrypoint).filter((one) => one !== undefined))];
    return [{ kind: 'place-holder', name, entrypoints: entrypoints.toSorted() }];
  });
}

/** A step in words. */
export function sayStep(step: Step): string {
  switch (step.kind) {
    case 'make-keys':
      return `make ${step.keys.join(', ')} and keep them`;
    case 'create-queue':
      return `create the queue ${step.queue}`;
    case 'create-indexes':
      return 'create the declared indexes on MongoDB';
    case 'place-holder':
      return `make an empty ${step.name}, which others call before it is there`;
    case 'deploy':
      return `deploy ${step.deployable.name}${step.isNew ? ', new' : ''}${
        step.secrets.length > 0 ? `, with ${step.secrets.join(', ')}` : ''
      }`;
    case 'smoke-test':
      return 'see whether it is ready and its doors are shut';
  }
}

/** The commands that take a step back, for the operator to choose from; none where it is harmless or must stay. */
export function undoOf(step: Step): string[] {
  switch (step.kind) {
    case 'create-queue':
      return [`wrangler queues delete ${step.queue}`];
    case 'deploy':
      return [`wrangler ${step.isNew ? 'delete' : 'rollback'} --name ${step.deployable.name}`];
    case 'place-holder':
      return [`wrangler delete --name ${step.name}`];
    case 'make-keys':
    case 'create-indexes':
    case 'smoke-test':
      return [];
  }
}
