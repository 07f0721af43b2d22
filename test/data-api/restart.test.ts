import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataApiOverHttp } from '#shared/data-api-over-http';
import type { DataApi } from '#shared/data-api';
import { build } from '../../scripts/lib/build.ts';
import { compose } from '../../scripts/lib/compose.ts';
import { dataApi } from '../../scripts/lib/workers.ts';

const apiKey = crypto.randomUUID();
let persist: string;

beforeAll(async () => {
  await build([dataApi]);
  persist = await mkdtemp(join(tmpdir(), 'restart-'));
});
afterAll(() => rm(persist, { recursive: true, force: true }));

test('what the embedded engine has acknowledged is there after SIGKILL, its unique indexes and its TTL too', async () => {
  const first = await start();
  const acknowledged: number[] = [];
  await first.data.run('insertOne', { collection: 'restarted', document: { _id: 'first', n: 1 } });
  // Killed in the middle of writing: whatever was answered before must be there, the rest may be.
  const writing = (async () => {
    for (let n = 0; ; n++) {
      const reply = await first.data.run('insertOne', { collection: 'restarted', document: { _id: n } });
      if (!reply.ok) return;
      acknowledged.push(n);
      if (n === 200) first.kill();
    }
  })();
  await writing;
  await first.dispose();

  const second = await start();
  try {
    const reply = await second.data.run('find', { collection: 'restarted', filter: {}, limit: 10_000 });
    const stored = reply.ok ? reply.answer.documents.map(({ _id }) => _id) : [];
    expect(acknowledged.length).toBeGreaterThan(200);
    expect(stored).toEqual(expect.arrayContaining(['first', ...acknowledged]));
    const again = await second.data.run('insertOne', { collection: 'restarted', document: { _id: 'first' } });
    expect(again).toMatchObject({ ok: false, failure: { kind: 'duplicate-key', index: '_id_' } });
  } finally {
    await second.dispose();
  }
});

async function start(): Promise<{ data: DataApi; kill: () => void; dispose: () => Promise<void> }> {
  const before = childrenOf(process.pid);
  const { url, miniflare } = await compose({
    workers: [dataApi],
    port: 0,
    persist,
    settingsOf: () => ({ DATA_API_KEY: apiKey }),
  });
  const started = childrenOf(process.pid).filter((pid) => !before.includes(pid));
  return {
    data: dataApiOverHttp({ url: new URL('/app/test/endpoint/data/v1', url).href, apiKey, database: 'thenorsound' }),
    kill: () => {
      for (const pid of started) process.kill(pid, 'SIGKILL');
    },
    dispose: () => miniflare.dispose(),
  };
}

/** The processes that this one has started and that are workerd. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, , , ppid] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/\(.*\)/, '()')
          .split(' ');
        return Number(ppid) === parent && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('workerd');
      } catch {
        // It has ended since it was listed.
        return false;
      }
    });
}
