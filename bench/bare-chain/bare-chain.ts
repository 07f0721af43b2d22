/**
 * The least that the product's shape can cost: two Workers and a Durable Object that looks one document up in SQLite, with
 * no framework, no token, no validation. What the product's own read costs more than this is what it does for its users.
 */
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';

const gateway = `export default { fetch: (request, env) => env.USERS.fetch(request) };`;

const users = `export default {
  async fetch(request, env) {
    const id = new URL(request.url).pathname.split('/').at(-1);
    const store = env.STORE.get(env.STORE.idFromName('users'));
    const document = await store.findOne(id);
    if (document === null) return Response.json({ success: false }, { status: 404 });
    return Response.json(JSON.parse(document));
  },
};`;

const store = `import { DurableObject } from 'cloudflare:workers';
export class Store extends DurableObject {
  constructor(state, env) {
    super(state, env);
    state.storage.sql.exec('CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, document TEXT) WITHOUT ROWID');
  }
  insert(documents) {
    for (const [id, document] of documents) {
      this.ctx.storage.sql.exec('INSERT OR REPLACE INTO documents VALUES (?, ?)', id, document);
    }
  }
  findOne(id) {
    const [row] = this.ctx.storage.sql.exec('SELECT document FROM documents WHERE id = ?', id);
    return row?.document ?? null;
  }
}
export default {
  async fetch(request, env) {
    await env.STORE.get(env.STORE.idFromName('users')).insert(await request.json());
    return new Response();
  },
};`;

const compatibilityDate = '2026-10-01';

/** Starts it with these documents, by id. */
export async function startBareChain(
  documents: Iterable<readonly [id: string, document: string]>,
): Promise<{ url: URL; stop: () => Promise<void> }> {
  const storeObject = { className: 'Store', scriptName: 'store', useSQLite: true };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        {
          name: 'gateway',
          modules: true,
          script: gateway,
          compatibilityDate,
          serviceBindings: { USERS: 'users' },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
        { name: 'users', modules: true, script: users, compatibilityDate, durableObjects: { STORE: storeObject } },
        {
          name: 'store',
          modules: true,
          script: store,
          compatibilityDate,
          durableObjects: { STORE: { className: 'Store', useSQLite: true } },
        },
      ],
      telemetry: { enabled: false },
    }),
  );
  await miniflare.ready;
  const filler = await miniflare.getWorker('store');
  let batch: (readonly [string, string])[] = [];
  const flush = async () => {
    await filler.fetch('http://store/', { method: 'POST', body: JSON.stringify(batch) });
    batch = [];
  };
  for (const document of documents) {
    batch.push(document);
    if (batch.length === 1_000) await flush();
  }
  await flush();
  return { url: await miniflare.unsafeGetDirectURL('gateway'), stop: () => miniflare.dispose() };
}
