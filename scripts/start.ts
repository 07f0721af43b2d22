/**
 * `npm start`: everything on one port with `wrangler dev`, secrets and demo data made on the first run.
 * PORT chooses another port, MONGODB_URI a MongoDB instead of the embedded engine, RATE_LIMITS=off turns them off.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  banner,
  becomesReady,
  chosenPort,
  everyTenSeconds,
  main,
  onEnd,
  PlainError,
  requireFreePort,
} from './lib/running.ts';
import { seedStore } from './lib/seed-store.ts';
import { choicesMade, localSecrets, settingsFrom, writeDevVars } from './lib/settings.ts';
import { becomeSoleUser } from './lib/sole-user.ts';
import { root, workersInDeployOrder } from './lib/workers.ts';

const READY_WITHIN_MS = 120_000;
const STATE = join(root, '.wrangler/state');

await main(async () => {
  const started = performance.now();
  const port = chosenPort();
  await requireFreePort(port, 'npm start');
  const choices = choicesMade();
  if (choices.ENVIRONMENT === 'production')
    throw new PlainError('For real people there is npm run serve: docs/deploy.md');
  const settingsOf = settingsFrom(await localSecrets(), choices);
  await writeDevVars(settingsOf);
  // wrangler keeps Durable Objects under v3 of its own folder.
  const persist = join(STATE, 'v3');
  if (await seedStore(persist, settingsOf, false)) console.log('Demo data is in place.');
  if (!choices.MONGODB_URI) await becomeSoleUser(persist);

  const url = new URL(`http://localhost:${port}`);
  const wrangler = startWrangler(port);
  onEnd(() => wrangler.stop());
  if (!(await becomesReady(url, READY_WITHIN_MS, wrangler.hasEnded))) {
    await wrangler.stop();
    throw new PlainError(`${wrangler.said()}\nThe system did not come up; what wrangler said is above.`);
  }
  const store = choices.MONGODB_URI ? 'MongoDB' : 'embedded store';
  console.log(banner(url, store, ((performance.now() - started) / 1000).toFixed(1), choices.MAIL_PROVIDER_URL));
  wrangler.letSpeak();
  const stopClock = everyTenSeconds(() => fetch(new URL('/cdn-cgi/handler/scheduled', url)));
  process.exitCode = (await wrangler.ended) ?? 1;
  stopClock();
});

/** One `wrangler dev` for all Workers; the first one named, the gateway, is the one with an address. */
function startWrangler(port: number) {
  const configs = workersInDeployOrder()
    .toReversed()
    .flatMap(({ config }) => ['--config', config]);
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/wrangler/bin/wrangler.js'),
      'dev',
      ...configs,
      '--port',
      String(port),
      '--persist-to',
      STATE,
      '--show-interactive-dev-session=false',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
      // Its own process group: Ctrl-C reaches it once, through us, and nothing of it is left behind.
      detached: true,
    },
  );
  const group = child.pid ?? 0;
  let code: number | null | undefined;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', (exitCode) => {
      code = exitCode;
      resolve(exitCode);
    });
  });

  // Its start-up talk is kept back, and shown only if the start fails.
  let kept: string[] | undefined = [];
  const hear = (text: string) => {
    for (const line of text.split('\n')) {
      // The clock below asks every ten seconds; that is no news.
      if (line.trim() === '' || line.includes('/cdn-cgi/handler/scheduled')) continue;
      if (kept) kept.push(line);
      else console.log(line);
    }
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);

  return {
    ended,
    hasEnded: () => code !== undefined,
    said: () => (kept ?? []).join('\n'),
    letSpeak: () => (kept = undefined),
    async stop() {
      if (code !== undefined) return;
      child.kill('SIGTERM');
      const patience = setTimeout(() => process.kill(-group, 'SIGKILL'), 5_000);
      await ended;
      clearTimeout(patience);
    },
  };
}
