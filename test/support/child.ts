/**
 * The whole system in a process of its own, which a test can kill (system.ts starts it): the built Workers on workerd,
 * and the tap between them and the data layer. Ends when the test process is gone.
 */
import type { V4WorkerOptions } from 'miniflare';
import { compose, type Settings } from '../../scripts/lib/compose.ts';
import { settingsFrom, type Choices, type Secrets } from '../../scripts/lib/settings.ts';
import { workersInDeployOrder, type Worker } from '../../scripts/lib/workers.ts';
import { mailsOf } from './mails-of.ts';
import { tapWorker } from './tap/tap.ts';

/** What system.ts hands over, as JSON in the first parameter. */
export interface ChildOptions {
  port: number;
  persist: string;
  secrets: Secrets;
  choices: Choices;
  /** Variables over all others, by the Worker's name. */
  vars: Readonly<Record<string, Settings>>;
  /** Where the test's end of the tap listens, if anybody does. */
  tapPort: number | undefined;
}

/** What the child sends when it is up, and answers to a tick. */
export type ChildMessage = { ready: { url: string; store: string } } | { ticked: number; failure?: string };
export type ParentMessage = { tick: number };

const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
const settingsOf = settingsFrom(options.secrets, options.choices);

const { url, tick, miniflare } = await compose({
  port: options.port,
  persist: options.persist,
  mailsUnder: mailsOf(options.persist),
  settingsOf: (worker) => ({ ...settingsOf(worker), ...options.vars[worker.name] }),
  workers: [tapWorker, ...workersInDeployOrder()],
  adapt: withTap,
  // One line a log entry, for system.ts to read.
  onLog: (line) => process.stdout.write(`${line}\n`),
});

function withTap({ name }: Worker, declared: V4WorkerOptions): V4WorkerOptions {
  const { serviceBindings } = declared;
  const port = options.tapPort;
  if (name === tapWorker.name) {
    const TEST = { external: { address: `127.0.0.1:${port}`, http: {} } };
    return {
      ...declared,
      serviceBindings: { ...serviceBindings, ...(port !== undefined && { TEST }) },
      // The test's own way to the store.
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    };
  }
  if (port === undefined || serviceBindings?.['DATA'] === undefined) return declared;
  const DATA = { name: tapWorker.name, entrypoint: 'Tap', props: { worker: name.replace('thenorsound-', '') } };
  // Nothing goes past the tap: without the store's objects a Worker asks the data layer for everything.
  const {
    STORE_COLLECTIONS: _collections,
    STORE_CONNECTIONS: _connections,
    ...durableObjects
  } = declared.durableObjects ?? {};
  return { ...declared, durableObjects, serviceBindings: { ...serviceBindings, DATA } };
}

const send = (message: ChildMessage) => process.send?.(message);

process.on('message', ({ tick: number }: ParentMessage) => {
  tick().then(
    () => send({ ticked: number }),
    (failure: unknown) => send({ ticked: number, failure: String(failure) }),
  );
});
process.on('disconnect', () => {
  void miniflare.dispose().finally(() => process.exit(0));
});
send({ ready: { url: url.href, store: (await miniflare.unsafeGetDirectURL(tapWorker.name)).href } });
