/**
 * `npm run deploy -- --env staging|production`: brings an installation on Cloudflare up to date, in an account that wrangler may
 * act for: queues, keys, indexes, every Worker, and a look at the result. It may be broken off and run again.
 * `--dry-run` shows each Worker's size and bindings, for both environments where none is named, and needs no account.
 * `--replace NAME` sets a given secret anew, `--switch-store` says that another store is meant, `--url` where to look at the
 * result. See docs/deploy.md.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { carryOut, StepFailed, type Means } from './deploy/carry-out.ts';
import { cloudflareByWrangler } from './deploy/cloudflare.ts';
import { environments, queuesOf, workersIn, type Environment } from './deploy/environment.ts';
import { keyNames, keysFile, keysOf } from './deploy/keys.ts';
import { planOf, type Wanted } from './deploy/plan.ts';
import { showDryRun } from './deploy/show-dry-run.ts';
import { smokeTest } from './deploy/smoke-test.ts';
import { environmentNamed, variablesOf, type Variables } from './deploy/variables.ts';
import { installedChoices, troublesOf } from './lib/installation.ts';
import { main, PlainError } from './lib/running.ts';
import { choicesMade, needsOf, secretChoices } from './lib/settings.ts';
import { root, type Worker } from './lib/workers.ts';
import { openMongoTarget } from './migration/target.ts';

const READY_WITHIN_MS = 120_000;

await main(async () => {
  const { values } = parseArgs({
    options: {
      env: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      replace: { type: 'string', multiple: true, default: [] },
      'switch-store': { type: 'boolean', default: false },
      url: { type: 'string' },
    },
  });
  if (values['dry-run']) {
    const shown = values.env === undefined ? environments : [environmentNamed(values.env)];
    for (const environment of shown) await dryRun(environment);
    return;
  }
  const environment = environmentNamed(values.env);
  const variables = await variablesOf(environment);
  const { choices, deployables, apiDomain } = installationOf(environment, variables);
  const troubles = troublesOf(choices, 'cloudflare');
  if (troubles.length > 0) throw new PlainError(`Not deployed, because of these settings:\n${asList(troubles)}`);
  const unknown = values.replace.find((name) => !secretChoices.some((secret) => secret === name));
  if (unknown)
    throw new PlainError(`--replace takes ${secretChoices.join(' or ')}; keys are changed by their own commands`);

  const cloudflare = cloudflareByWrangler();
  await cloudflare.requireAccount();
  const keys = await keysOf(environment, variables);
  const queues = queuesOf(deployables.map(({ config }) => config));
  const wanted: Wanted = {
    deployables,
    queues,
    secretsOf: ({ worker }) => ({
      keys: keyNames.filter((key) => needsOf(worker).includes(key)),
      given: secretChoices.filter((name) => needsOf(worker).includes(name) && choices[name]),
    }),
    replace: values.replace,
    keysAtHand: keys.atHand,
    // On a machine that is thrown away nobody would keep them.
    mayMakeKeys: !process.env['CI'],
    switchStore: values['switch-store'],
  };
  const plan = planOf(
    wanted,
    await cloudflare.existing(
      deployables.map(({ name }) => name),
      queues,
    ),
  );
  if ('refused' in plan) throw new PlainError(`Not deployed:\n${asList(plan.refused)}`);

  const means: Means = {
    environment,
    makeKeys: async (missing) => {
      await keys.make(missing);
      console.log(`  They are in ${keysFile(environment)}: put a copy where your company keeps its secrets.`);
    },
    secret: (name) => {
      const key = keyNames.find((one) => one === name);
      const value = key ? keys.valueOf(key) : choices[secretChoices.find((one) => one === name) ?? 'MONGODB_URI'];
      if (!value) throw new Error(`${name} is nowhere`);
      return value;
    },
    createIndexes: async () => {
      const target = await openMongoTarget(choices.MONGODB_URI ?? '', choices.MONGODB_DATABASE);
      await target.close();
    },
    smokeTest: async (url) => {
      const named = values.url ?? (apiDomain === undefined ? undefined : `https://${apiDomain}`);
      const address = named === undefined ? url : new URL(named);
      if (!address)
        throw new Error('wrangler named no public address: is workers.dev on for the account? Or give API_DOMAIN');
      await smokeTest(address, READY_WITHIN_MS);
      console.log(`ThenorSound is up at ${address.origin} (${environment}).`);
    },
    say: (line) => console.log(line),
  };
  try {
    await carryOut(plan.steps, cloudflare, means);
  } catch (failure) {
    throw failure instanceof StepFailed ? new PlainError(failure.message, { cause: failure }) : failure;
  }
});

/** The Workers of an environment under its settings. */
function installationOf(environment: Environment, variables: Variables) {
  const choices = installedChoices(choicesMade(variables));
  const apiDomain = variables['API_DOMAIN'] || undefined;
  const region = variables['PLACEMENT_REGION'] || undefined;
  const varsOf = (worker: Worker): Record<string, string> => {
    const needs = needsOf(worker);
    const heard = Object.entries(choices).filter(
      ([name, value]) =>
        needs.includes(name) && value !== undefined && !secretChoices.some((secret) => secret === name),
    );
    return Object.fromEntries(heard) as Record<string, string>;
  };
  return { choices, apiDomain, deployables: workersIn({ environment, apiDomain, region }, varsOf) };
}

async function dryRun(environment: Environment): Promise<void> {
  const { choices, deployables } = installationOf(environment, await variablesOf(environment));
  await showDryRun(environment, deployables, cloudflareByWrangler(), join(root, 'dist/deploy', environment));
  const troubles = troublesOf(choices, 'cloudflare');
  if (troubles.length > 0) console.log(`Before ${environment} can be deployed:\n${asList(troubles)}\n`);
}

function asList(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}`).join('\n');
}
