import { spawn } from 'node:child_process';
import { root } from '../lib/workers.ts';
import { inParallel } from '#shared/in-parallel';
import { PlainError } from '../lib/running.ts';
import type { Existing } from './plan.ts';

/** Cloudflare, as a deployment needs it: wrangler's commands. */
export interface Cloudflare {
  /** Throws a PlainError where wrangler may not act for an account. */
  requireAccount: () => Promise<void>;
  /** What there is of these Workers and queues. */
  existing: (workers: readonly string[], queues: readonly string[]) => Promise<Existing>;
  createQueue: (queue: string) => Promise<void>;
  /** Deploys what a configuration file says, with the secrets of a JSON file; answers what wrangler said. */
  deploy: (configFile: string, secretsFile?: string) => Promise<string>;
  /** Bundles and checks, without an account and without the network; answers what wrangler said. */
  dryRun: (configFile: string, folder: string) => Promise<string>;
  putSecret: (worker: string, name: string, value: string) => Promise<void>;
}

/** A command that ended with an error; its message is what wrangler said. */
class WranglerFailed extends Error {}

/** wrangler as it stands on the PATH: npm's scripts put the pinned one there. */
export function cloudflareByWrangler(): Cloudflare {
  const has = async (args: readonly string[], isMissing: RegExp): Promise<string | undefined> => {
    try {
      return await wrangler(args);
    } catch (failure) {
      if (failure instanceof WranglerFailed && isMissing.test(failure.message)) return undefined;
      throw failure;
    }
  };
  return {
    async requireAccount() {
      try {
        // The plain form ends well for nobody, too.
        await wrangler(['whoami', '--json']);
      } catch (failure) {
        throw new PlainError(
          `wrangler may not act for an account: wrangler login, or CLOUDFLARE_API_TOKEN. ${said(failure)}`,
        );
      }
    },
    async existing(workers, queues) {
      const found = new Map<string, ReadonlySet<string>>();
      await inParallel(workers, 2, async (name) => {
        const listed = await has(['secret', 'list', '--name', name, '--format', 'json'], /Worker ".*" not found/s);
        if (listed !== undefined) found.set(name, namesIn(listed));
      });
      const there = new Set<string>();
      await inParallel(queues, 2, async (queue) => {
        if ((await has(['queues', 'info', queue], /Queue ".*" does not exist/)) !== undefined) there.add(queue);
      });
      return { workers: found, queues: there };
    },
    createQueue: async (queue) => void (await wrangler(['queues', 'create', queue])),
    deploy: (configFile, secretsFile) =>
      wrangler([
        'deploy',
        '--config',
        configFile,
        ...(secretsFile === undefined ? [] : ['--secrets-file', secretsFile]),
      ]),
    dryRun: (configFile, folder) => wrangler(['deploy', '--dry-run', '--config', configFile, '--outdir', folder]),
    putSecret: async (worker, name, value) => void (await wrangler(['secret', 'put', name, '--name', worker], value)),
  };
}

const said = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

/** The names in what `wrangler secret list` prints: a JSON list, perhaps after a line or two of its own. */
function namesIn(listed: string): ReadonlySet<string> {
  const list = JSON.parse(listed.slice(listed.indexOf('['))) as { name: string }[];
  return new Set(list.map(({ name }) => name));
}

/** Runs wrangler and answers what it printed. Secrets are handed over by file or standard input, never as a parameter. */
async function wrangler(args: readonly string[], input = ''): Promise<string> {
  const child = spawn('wrangler', args, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    // It must not ask anything: nobody reads its questions.
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true', NO_COLOR: '1' },
  });
  let printed = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  // One that ends without reading has said why in another way.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child
      .once('error', (cause) =>
        reject(new PlainError(`wrangler cannot be started (${cause.message}): use npm run, which knows where it is`)),
      )
      .once('close', resolve);
  });
  if (code !== 0)
    throw new WranglerFailed(`wrangler ${args.slice(0, 2).join(' ')}: ${`${printed}\n${complained}`.trim()}`);
  return printed;
}
