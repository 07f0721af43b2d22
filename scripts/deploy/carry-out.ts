import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Unstable_RawConfig } from 'wrangler';
import type { Cloudflare } from './cloudflare.ts';
import { configFile, type Deployable, type Environment } from './environment.ts';
import { sayStep, undoOf, type KeyName, type Step } from './plan.ts';

/** What carrying out a plan needs besides Cloudflare. */
export interface Means {
  environment: Environment;
  /** Makes keys and keeps them where the operator finds them again. */
  makeKeys: (keys: readonly KeyName[]) => Promise<void>;
  /** The value of a secret: made, at hand, or given. Throws for one that is nowhere. */
  secret: (name: string) => string;
  createIndexes: () => Promise<void>;
  /** Throws where the deployed system does not answer as it must. `url` is what wrangler said of the gateway. */
  smokeTest: (url: URL | undefined) => Promise<void>;
  say: (line: string) => void;
}

/** A step that failed, with what went wrong and what to do about it. */
export class StepFailed extends Error {}

/** Carries out the steps one after another. Throws StepFailed at the first that fails: what came before it stands. */
export async function carryOut(steps: readonly Step[], cloudflare: Cloudflare, means: Means): Promise<void> {
  const done: Step[] = [];
  let url: URL | undefined;
  for (const [place, step] of steps.entries()) {
    means.say(`${place + 1}/${steps.length} ${sayStep(step)}`);
    try {
      url = (await doStep(step, cloudflare, means, url)) ?? url;
    } catch (cause) {
      throw new StepFailed(failureOf(step, done, cause), { cause });
    }
    done.push(step);
  }
}

/** Does one step; answers the public address where it came to be known. */
async function doStep(
  step: Step,
  cloudflare: Cloudflare,
  means: Means,
  url: URL | undefined,
): Promise<URL | undefined> {
  switch (step.kind) {
    case 'make-keys':
      await means.makeKeys(step.keys);
      return undefined;
    case 'create-queue':
      await cloudflare.createQueue(step.queue);
      return undefined;
    case 'create-indexes':
      await means.createIndexes();
      return undefined;
    case 'place-holder':
      await deployPlaceHolder(step.name, step.entrypoints, cloudflare, means.environment);
      return undefined;
    case 'deploy':
      return deploy(step.deployable, step.secrets, cloudflare, means);
    case 'smoke-test':
      await means.smokeTest(url);
      return undefined;
  }
}

async function deploy(
  deployable: Deployable,
  secrets: readonly string[],
  cloudflare: Cloudflare,
  { environment, secret }: Means,
): Promise<URL | undefined> {
  const file = await writeConfig(environment, deployable);
  if (secrets.length === 0) return addressIn(await cloudflare.deploy(file));
  // With the code, in one version: a Worker never runs without its keys. In a file that only its owner can read.
  const secretsFile = `${file}.secrets`;
  try {
    const values = Object.fromEntries(secrets.map((name) => [name, secret(name)]));
    await writeFile(secretsFile, JSON.stringify(values), { mode: 0o600 });
    return addressIn(await cloudflare.deploy(file, secretsFile));
  } finally {
    await rm(secretsFile, { force: true });
  }
}

/** Writes a Worker's configuration to where wrangler is told to read it; answers the file. */
export async function writeConfig(environment: Environment, { worker, config }: Deployable): Promise<string> {
  const file = configFile(environment, worker);
  await writeJson(file, config);
  return file;
}

async function writeJson(file: string, config: Unstable_RawConfig): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`);
}

/** A Worker that answers 503, with the entrypoints that others bind to. */
async function deployPlaceHolder(
  name: string,
  entrypoints: readonly string[],
  cloudflare: Cloudflare,
  environment: Environment,
): Promise<void> {
  const folder = join(dirname(configFile(environment, { name, config: '' })), 'place-holders');
  const file = join(folder, `${name}.json`);
  await writeJson(file, {
    name,
    main: `${name}.js`,
    compatibility_date: '2026-10-01',
    workers_dev: false,
    preview_urls: false,
  });
  const code = [
    "import { WorkerEntrypoint } from 'cloudflare:workers';",
    ...entrypoints.map((entrypoint) => `export class ${entrypoint} extends WorkerEntrypoint {}`),
    "export default { fetch: () => new Response('Being deployed', { status: 503 }) };",
    '',
  ];
  await writeFile(join(folder, `${name}.js`), code.join('\n'));
  await cloudflare.deploy(file);
}

/** The address on workers.dev that wrangler names after deploying a Worker that has one. */
const addressIn = (printed: string): URL | undefined => {
  const [address] = /https:\/\/[\w.-]+[.]workers[.]dev/.exec(printed) ?? [];
  return address === undefined ? undefined : new URL(address);
};

/** What the operator is told of a failed step: what went wrong, what stands, and the way on and back. */
function failureOf(step: Step, done: readonly Step[], cause: unknown): string {
  // The failed step too: what became of it is not known.
  const back = [...new Set([...done, step].flatMap(undoOf).toReversed())];
  const keys = done.some(({ kind }) => kind === 'make-keys');
  return [
    `This failed: ${sayStep(step)}`,
    cause instanceof Error ? cause.message : String(cause),
    '',
    'Mend the cause and run the same command again: it goes on with what is missing.',
    ...(back.length === 0
      ? ['Nothing was changed.']
      : ['To go back instead, in this order:', ...back.map((one) => `  ${one}`)]),
    ...(keys ? ['The keys that were made stay in the file: a Worker may have them already.'] : []),
  ].join('\n');
}
