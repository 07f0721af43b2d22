import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DataApi } from '#shared/data-api';
import { build } from '../../scripts/lib/build.ts';
import type { Settings } from '../../scripts/lib/compose.ts';
import { freePort } from '../../scripts/lib/free-port.ts';
import { becomesReady } from '../../scripts/lib/running.ts';
import { newSecrets, type Secrets } from '../../scripts/lib/settings.ts';
import { workersInDeployOrder } from '../../scripts/lib/workers.ts';
import type { ChildMessage, ChildOptions, ParentMessage } from './child.ts';
import { mailsOf } from './mails-of.ts';
import { tapWorker, type Tap } from './tap/tap.ts';

/** The product as it is deployed, on workerd, in a process of its own and with an empty store of its own. */
export interface System {
  /** The gateway's address; it stays the same over a restart. */
  url: URL;
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Straight to the store, past the tap. */
  data: DataApi;
  /** Lets the sweeps run once, and waits for them. Nothing else ticks in tests. */
  tick: () => Promise<void>;
  /** The mails that the simulated binding has sent so far, as the MIME messages they are. */
  sentMails: () => Promise<string[]>;
  /** The folder of its store. */
  files: string;
  /** What the Workers have logged, a line an entry. */
  logs: string[];
  /** Ends every process of the system with SIGKILL; its files stay. */
  kill: () => Promise<void>;
  /** Starts it again on the same files after `kill`, with the same secrets but for those that are given. */
  restart: (changed?: Partial<Secrets>) => Promise<void>;
  /** Ends it and takes its files away. */
  stop: () => Promise<void>;
}

export interface SystemOptions {
  /** MongoDB instead of the embedded engine. */
  mongodbUri?: string;
  /** The test's end of a tap between every Worker and the data layer (tap/tap.ts). */
  tap?: Tap;
  /** Off where absent. */
  rateLimits?: 'on' | 'off';
  /** Files that somebody has filled; they are taken away in the end all the same. */
  persist?: string;
  /** Fresh ones where absent: to read what somebody else has encrypted. */
  secrets?: Secrets;
  /** Variables over all others, by the Worker's name. */
  vars?: Readonly<Record<string, Settings>>;
}

const READY_WITHIN_MS = 60_000;

/** Builds what has changed, starts everything on a free port and waits for `/ready`. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  await build([tapWorker, ...workersInDeployOrder()]);
  const files = options.persist ?? (await mkdtemp(join(tmpdir(), 'thenorsound-')));
  const childOptions: ChildOptions = {
    port: await freePort(),
    persist: files,
    secrets: options.secrets ?? (await newSecrets()),
    choices: { MONGODB_URI: options.mongodbUri, RATE_LIMITS: options.rateLimits ?? 'off' },
    vars: options.vars ?? {},
    tapPort: options.tap?.port,
  };
  const logs: string[] = [];
  let running = await startChild(childOptions, logs);

  return {
    url: running.url,
    fetch: (path, init) => fetch(new URL(path, running.url), init),
    data: { run: async (action, request) => postTo(running.store, [action, request]) },
    tick: () => running.tick(),
    sentMails: async () => {
      const mails: string[] = [];
      for await (const path of glob('email/**/*.eml', { cwd: mailsOf(files) })) {
        mails.push(await readFile(join(mailsOf(files), path), 'utf8'));
      }
      return mails;
    },
    files,
    logs,
    kill: () => running.kill(),
    restart: async (changed = {}) => {
      childOptions.secrets = { ...childOptions.secrets, ...changed };
      running = await startChild(childOptions, logs);
    },
    stop: async () => {
      await running.kill();
      await rm(files, { recursive: true, force: true });
    },
  };
}

async function postTo<T>(url: URL, body: unknown): Promise<T> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The store answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function startChild(options: ChildOptions, logs: string[]) {
  const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(options)], {
    // Its own process group, so that workerd can be killed in the same instant; ends by itself when we are gone.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Not vitest's own flags.
    execArgv: [],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => logs.push(line));
  }
  const ended = once(child, 'exit');
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  try {
    const { ready } = await reported(child, logs, (message) => ('ready' in message ? message : undefined));
    const url = new URL(ready.url);
    if (!(await becomesReady(url, READY_WITHIN_MS, () => child.exitCode !== null))) {
      throw new Error(`The system does not become ready:\n${logs.slice(-40).join('\n')}`);
    }
    let ticks = 0;
    return {
      url,
      store: new URL(ready.store),
      kill,
      tick: async () => {
        ticks += 1;
        const number = ticks;
        const answer = reported(child, logs, (message) =>
          'ticked' in message && message.ticked === number ? message : undefined,
        );
        child.send({ tick: number } satisfies ParentMessage);
        const { failure } = await answer;
        if (failure !== undefined) throw new Error(failure);
      },
    };
  } catch (failure) {
    await kill();
    throw failure;
  }
}

/** The first message of the child that `pick` takes; throws when the child ends without it. */
function reported<T>(
  child: ChildProcess,
  logs: readonly string[],
  pick: (message: ChildMessage) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      const picked = pick(message as ChildMessage);
      if (picked === undefined) return;
      child.off('message', hear).off('exit', end);
      resolve(picked);
    };
    const end = () => reject(new Error(`The system has ended:\n${logs.slice(-40).join('\n')}`));
    child.on('message', hear).once('exit', end);
  });
}
