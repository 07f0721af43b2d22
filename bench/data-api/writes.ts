/**
 * How many conditional writes a second one collection takes on the embedded engine: updates of one document each by `_id` and
 * version, 32 at a time, over the Data API's HTTP paths. `npx node bench/data-api/writes.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/lib/build.ts';
import { compose } from '../../scripts/lib/compose.ts';
import { dataApi } from '../../scripts/lib/workers.ts';
import { dataApiOverHttp } from '../../src/shared/data-api-over-http.ts';

const AT_ONCE = 32;
const SECONDS = 8;
const DOCUMENTS = 10_000;

await build([dataApi]);
const persist = await mkdtemp(join(tmpdir(), 'writes-'));
const { url, miniflare } = await compose({
  workers: [dataApi],
  port: 0,
  persist,
  settingsOf: () => ({ DATA_API_KEY: 'bench' }),
});
const data = dataApiOverHttp({
  url: new URL('/app/bench/endpoint/data/v1', url).href,
  apiKey: 'bench',
  database: 'thenorsound',
  timeoutMs: 60_000,
});
const collection = 'bookings_bench';
for (let from = 0; from < DOCUMENTS; from += 1_000) {
  const documents = Array.from({ length: 1_000 }, (_, at) => ({ _id: from + at, version: 1, text: 'x'.repeat(1_000) }));
  await data.run('insertMany', { collection, documents });
}
let [writes, failures] = [0, 0];
const until = performance.now() + SECONDS * 1_000;
await Promise.all(
  Array.from({ length: AT_ONCE }, async (_, lane) => {
    for (let at = lane; performance.now() < until; at += AT_ONCE) {
      const version = 1 + Math.floor(at / DOCUMENTS);
      const filter = { _id: at % DOCUMENTS, version };
      const reply = await data.run('updateOne', { collection, filter, update: { $inc: { version: 1 } } });
      if (reply.ok && reply.answer.modifiedCount === 1) writes += 1;
      else failures += 1;
    }
  }),
);
console.log(`${Math.round(writes / SECONDS)} conditional writes a second, ${failures} failed`);
await miniflare.dispose();
await rm(persist, { recursive: true, force: true });
