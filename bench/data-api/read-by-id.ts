/**
 * What reading one document by `_id` costs with 1,000,000 documents in its collection, compared with 1,000, on the embedded
 * engine: the built Worker on bare workerd, its files on disk, called over RPC as domain Workers do. Fails where it is more
 * than 1.3 times as much.
 *
 *     node bench/data-api/read-by-id.ts [documents]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EjsonDocument, IndexDeclaration } from '#shared/data-api';
import { build } from '../../scripts/lib/build.ts';
import { compose } from '../../scripts/lib/compose.ts';
import { dataApi } from '../../scripts/lib/workers.ts';

const many = Number(process.argv[2] ?? 1_000_000);
const few = 1_000;
const batch = 2_000;
const readsPerRound = 500;
const rounds = 20;
const allowed = 1.3;

/** Indexes like those of users: what is written to them must not make reading by `_id` dearer. */
const indexes: IndexDeclaration[] = [
  { name: 'one_per_email', keys: { email: 1 }, unique: true, partial: { live: true } },
  { name: 'by_name', keys: { live: 1, nameKey: 1, _id: 1 } },
  { name: 'by_customer', keys: { customerId: 1, live: 1, nameKey: 1 } },
];

// One request to it is many reads, so that the way in does not count.
const reader = `export default {
  async fetch(request, { DATA, ADMIN }) {
    const { collection, indexes, documents, ids = [] } = await request.json();
    const answerOf = (reply) => {
      if (!reply.ok) throw new Error(reply.failure.message);
      return reply.answer;
    };
    if (indexes) answerOf(await ADMIN.ensureIndexes({ name: collection, indexes }));
    if (documents) answerOf(await DATA.run('insertMany', { collection, documents }));
    for (const id of ids) {
      const { document } = answerOf(await DATA.run('findOne', { collection, filter: { _id: { $oid: id } } }));
      if (document === null) throw new Error('no document ' + id);
    }
    return Response.json({});
  },
};`;

const folder = await mkdtemp(join(tmpdir(), 'read-by-id-'));
await build([dataApi]);
const { miniflare } = await compose({
  workers: [dataApi],
  port: 0,
  persist: folder,
  settingsOf: () => ({}),
  companions: [
    {
      name: 'reader',
      compatibilityDate: '2026-10-01',
      modules: true,
      script: reader,
      serviceBindings: {
        DATA: { name: dataApi.name, entrypoint: 'DataApi' },
        ADMIN: { name: dataApi.name, entrypoint: 'DataApiAdmin' },
      },
    },
  ],
});
try {
  const worker = await miniflare.getWorker('reader');
  const ask = async (body: object): Promise<void> => {
    const response = await worker.fetch('http://reader/', { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  await fill('few', few, ask);
  await fill('many', many, ask);

  const costs: Record<'few' | 'many', number[]> = { few: [], many: [] };
  for (let round = -2; round < rounds; round++) {
    for (const [collection, size] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const ids = Array.from({ length: readsPerRound }, () => idOf(Math.floor(Math.random() * size)));
      const started = performance.now();
      await ask({ collection, ids });
      // The first rounds warm both up.
      if (round >= 0) costs[collection].push((performance.now() - started) / readsPerRound);
    }
  }
  const ratio = median(costs.many) / median(costs.few);
  console.log(`read by _id, median of ${rounds} rounds of ${readsPerRound} reads:`);
  console.log(`  ${few.toLocaleString('en')} documents: ${(median(costs.few) * 1_000).toFixed(0)} us`);
  console.log(`  ${many.toLocaleString('en')} documents: ${(median(costs.many) * 1_000).toFixed(0)} us`);
  console.log(`  ratio ${ratio.toFixed(2)} (at most ${allowed})`);
  if (ratio > allowed) process.exitCode = 1;
} finally {
  await miniflare.dispose();
  await rm(folder, { recursive: true, force: true });
}

async function fill(collection: string, size: number, ask: (body: object) => Promise<void>): Promise<void> {
  const started = performance.now();
  await ask({ collection, indexes });
  for (let from = 0; from < size; from += batch) {
    await ask({
      collection,
      documents: Array.from({ length: Math.min(batch, size - from) }, (_, at) => user(from + at)),
    });
  }
  console.log(
    `${collection}: ${size.toLocaleString('en')} documents in ${((performance.now() - started) / 1_000).toFixed(0)} s`,
  );
}

function user(n: number): EjsonDocument {
  return {
    _id: { $oid: idOf(n) },
    version: 1,
    live: true,
    email: `person${n}@example.test`,
    name: `Person Number ${n}`,
    nameKey: `person number ${n}`,
    customerId: { $oid: idOf(n % 500) },
    userType: 3,
    isActive: true,
    phone: '+46701740605',
    preferences: { language: 'sv', emailNotifications: true },
    skills: [{ category: 'Sound', skill: 'FOH', yearsOfExperience: n % 40, proficiency: 3 }],
    createdAt: { $date: '2026-01-01T00:00:00.000Z' },
    updatedAt: { $date: '2026-01-01T00:00:00.000Z' },
  };
}

/** Scattered over the key space, as ids of many years are over the pages of a file. */
function idOf(n: number): string {
  const scattered = Math.imul(n, 2_654_435_761) >>> 0;
  return scattered.toString(16).padStart(8, '0') + n.toString(16).padStart(16, '0');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
