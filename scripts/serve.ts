/**
 * `npm run serve`: the built Workers on bare workerd, without development proxy, and with no line for a request that went
 * well: what the benches measure, and a way to host it oneself (HOST=0.0.0.0 opens it to the network; ENVIRONMENT=production
 * is for real people: settings are checked, nothing of the demo is let in; see docs/deploy.md). PORT, MONGODB_URI and RATE_LIMITS as in `npm start`; REQUEST_LOG=on writes a line for each request; whose secrets and data it shares unless
 * DATA_FOLDER names another place for the embedded store's files.
 */
import { join, resolve } from 'node:path';
import { build } from './lib/build.ts';
import { compose } from './lib/compose.ts';
import { installedChoices, troublesOf } from './lib/installation.ts';
import {
  banner,
  MAILS_UNDER,
  becomesReady,
  chosenPort,
  everyTenSeconds,
  main,
  onEnd,
  PlainError,
  requireFreePort,
} from './lib/running.ts';
import { seedStore } from './lib/seed-store.ts';
import { choicesMade, localSecrets, settingsFrom } from './lib/settings.ts';
import { becomeSoleUser } from './lib/sole-user.ts';
import { root } from './lib/workers.ts';

const READY_WITHIN_MS = 60_000;

await main(async () => {
  const started = performance.now();
  const port = chosenPort();
  const chosen = choicesMade();
  const forRealPeople = chosen.ENVIRONMENT === 'production';
  const choices = forRealPeople ? installedChoices(chosen) : chosen;
  const troubles = forRealPeople ? troublesOf(choices, 'workerd') : [];
  if (troubles.length > 0) {
    throw new PlainError(
      ['Not started, because of these settings:', ...troubles.map((line) => `  - ${line}`)].join('\n'),
    );
  }
  await requireFreePort(port, 'npm run serve');
  await build();
  const { HOST, DATA_FOLDER } = process.env;
  const REQUEST_LOG = choices.REQUEST_LOG || 'off';
  const settingsOf = settingsFrom(await localSecrets(), { ...choices, REQUEST_LOG });
  const persist = DATA_FOLDER ? resolve(DATA_FOLDER) : join(root, '.wrangler/state/v3');
  if (await seedStore(persist, settingsOf, forRealPeople)) console.log('Demo data is in place.');
  if (!choices.MONGODB_URI) await becomeSoleUser(persist);

  const { url, tick, miniflare } = await compose({
    port,
    persist,
    mailsUnder: MAILS_UNDER,
    settingsOf,
    ...(HOST && { host: HOST }),
    onLog: (line, level) => {
      if (level === 'warn' || level === 'error') console.error(line);
      else console.log(line);
    },
  });
  onEnd(() => miniflare.dispose());
  if (!(await becomesReady(url, READY_WITHIN_MS))) {
    await miniflare.dispose();
    throw new PlainError('The system did not come up: /ready does not answer 200. The Workers logged why above.');
  }
  const store = choices.MONGODB_URI ? 'MongoDB' : 'embedded store';
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(banner(url, store, seconds, choices.MAIL_PROVIDER_URL, forRealPeople));
  everyTenSeconds(tick);
});
