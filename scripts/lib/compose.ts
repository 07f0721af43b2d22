import { globSync } from 'node:fs';
import { extname, join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler';
import { bundleOf } from './build.ts';
import { root, workersInDeployOrder, type Worker } from './workers.ts';

/** Variables and secrets of one Worker, over the `[vars]` of its wrangler.toml. */
export type Settings = Readonly<Record<string, string>>;

export interface Composition {
  /** Which Workers take part; the last one answers on the port. All of them, the gateway last, where none are named. */
  workers?: readonly Worker[];
  /** Where the last Worker listens; 0 takes a free port. */
  port: number;
  /** 127.0.0.1 where absent: only this machine. */
  host?: string;
  /** Where Durable Objects keep their SQLite files; without it they are gone with the process. */
  persist?: string;
  /** Under `email` of this folder the simulated mail binding keeps each mail as a file, for as long as this runs. */
  mailsUnder?: string;
  settingsOf: (worker: Worker) => Settings;
  /** Changes what wrangler.toml says about one Worker: a test puts something between two Workers here. */
  adapt?: (worker: Worker, options: V4WorkerOptions) => V4WorkerOptions;
  /** Workers beside the product's own. */
  companions?: readonly V4WorkerOptions[];
  /** Where a profiler reaches every Worker, as Chromium's DevTools do. */
  inspectorPort?: number;
  /** Gets each line that a Worker logs; the process's own output gets them where this is absent. */
  onLog?: (line: string, level: string) => void;
}

export interface Composed {
  /** Where the last Worker answers. */
  url: URL;
  /** Runs the `scheduled` handler of the last Worker once, as its cron trigger would. */
  tick: () => Promise<void>;
  miniflare: Miniflare;
}

/**
 * Starts built Workers (see build.ts) together on one workerd, wired as their wrangler.toml files say: service bindings,
 * queues, Durable Objects, rate limits. No development proxy and no line per request, unlike `wrangler dev`.
 */
export async function compose(composition: Composition): Promise<Composed> {
  const workers = composition.workers ?? workersInDeployOrder();
  const options = workers.map((worker) => {
    const declared = optionsOf(worker, composition.settingsOf(worker));
    return composition.adapt?.(worker, declared) ?? declared;
  });
  // Its own socket: through Miniflare's entry Worker a request takes three times as long.
  const host = composition.host ?? '127.0.0.1';
  const front = { ...lastOf(options), unsafeDirectSockets: [{ host, port: composition.port }] };
  const { onLog } = composition;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [front, ...options.slice(0, -1), ...(composition.companions ?? [])],
      host: '127.0.0.1',
      port: 0,
      cf: false,
      logRequests: false,
      unsafeTriggerHandlers: true,
      log: new Log(LogLevel.WARN),
      telemetry: { enabled: false },
      ...(composition.persist !== undefined && { resourcePersistencePath: composition.persist }),
      ...(composition.mailsUnder !== undefined && { resourceTmpPath: composition.mailsUnder }),
      ...(composition.inspectorPort !== undefined && { inspectorPort: composition.inspectorPort }),
      ...(onLog && { handleStructuredLogs: ({ message, level }) => onLog(message, level) }),
    }),
  );
  await miniflare.ready;
  const { name } = lastOf(workers);
  return {
    url: await miniflare.unsafeGetDirectURL(name),
    tick: async () => {
      // Not through `miniflare.getWorker`: its proxy blocks this process until workerd answers, and workerd may be waiting
      // for this process to read what it logs. Both would then wait for ever.
      const response = await miniflare.dispatchFetch('http://localhost/cdn-cgi/local/scheduled?cron=*+*+*+*+*');
      const outcome = await response.text();
      if (outcome !== 'ok') throw new Error(`The scheduled handler ended with: ${outcome}`);
    },
    miniflare,
  };
}

function lastOf<T>(items: readonly T[]): T {
  const last = items.at(-1);
  if (last === undefined) throw new Error('There is no Worker to start');
  return last;
}

// Reading wrangler.toml would otherwise announce each .dev.vars on the way.
process.env['WRANGLER_LOG'] ??= 'warn';

function optionsOf(worker: Worker, settings: Settings): V4WorkerOptions {
  const config = join(root, worker.config);
  const { workerOptions, main } = unstable_getMiniflareWorkerOptions(config);
  const { modulesRules: _rules, rootPath: _rootPath, ...options } = workerOptions;
  return {
    ...options,
    name: worker.name,
    // Without this, the .dev.vars of `npm start` would leak into tests and benches.
    bindings: { ...unstable_readConfig({ config }).vars, ...settings },
    modulesRoot: bundleOf(worker),
    modules: modulesOf(worker, entryName(main ?? 'worker.ts')),
  };
}

const entryName = (main: string): string => main.replace(/^.*[\\/]/, '').replace(/[.][cm]?ts$/, '.js');

const MODULE_TYPES: Readonly<Record<string, 'ESModule' | 'CompiledWasm' | 'Text' | 'Data'>> = {
  '.js': 'ESModule',
  '.mjs': 'ESModule',
  '.wasm': 'CompiledWasm',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
  '.bin': 'Data',
  '.ttf': 'Data',
};

/** A script or JSON that is only sent on: what `[[rules]]` make a text, wrangler puts aside under a hash. */
const isText = (file: string): boolean => /(^|\/)[0-9a-f]{40}-.+[.](js|json|css)$/.test(file);

/** The files of a bundle as modules, the entry first, as workerd wants it. */
function modulesOf(worker: Worker, entry: string) {
  const folder = bundleOf(worker);
  const files = globSync('**/*', { cwd: folder }).toSorted(
    (one, other) => Number(other === entry) - Number(one === entry),
  );
  return files.flatMap((file) => {
    const type = isText(file) ? 'Text' : MODULE_TYPES[extname(file)];
    return type ? [{ type, path: join(folder, file) }] : [];
  });
}
