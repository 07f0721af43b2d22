import type { DataApi, EjsonDocument, IndexDeclaration } from '#shared/data-api';
import { dataApiOverHttp } from '#shared/data-api-over-http';
import { collectionNamed, collections } from '../../collections.ts';
import type { Engine, Readiness, Reply } from '../../engine.ts';
import type { Env } from '../../env.ts';

/** Collections of this isolate's endpoint whose indexes have been found complete. */
const complete = new Set<string>();

/**
 * An external endpoint of the Data API. It cannot be given indexes through the contract, and without the unique ones the
 * product's guarantees do not hold: a collection is used only once its declared indexes have been found there.
 */
export function externalEngine(env: Env & { DATA_API_URL: string }): Engine {
  const data = dataApiOverHttp({
    url: env.DATA_API_URL,
    apiKey: env.DATA_API_KEY ?? '',
    database: env.MONGODB_DATABASE ?? 'thenorsound',
    ...(env.DATA_API_SOURCE !== undefined && { dataSource: env.DATA_API_SOURCE }),
  });
  const notOffered = {
    ok: false,
    failure: { kind: 'bad-request', message: 'an external endpoint does not offer this' },
  } as const;
  return {
    async run({ action, request }) {
      const ready = await checkIndexes(data, [request.collection]);
      return ready.ok ? data.run(action, request) : ready;
    },
    ping: () =>
      checkIndexes(
        data,
        collections.map(({ name }) => name),
      ),
    ensureIndexes: () => Promise.resolve(notOffered),
    explain: () => Promise.resolve(notOffered),
  };
}

/** Looks for the declared indexes of these collections; `unavailable` with the list of what is missing. */
async function checkIndexes(data: DataApi, names: readonly string[]): Promise<Readiness> {
  const missing: string[] = [];
  for (const found of await Promise.all(names.map((name) => missingIndexes(data, name)))) {
    if (!found.ok) return found;
    missing.push(...found.answer);
  }
  if (missing.length === 0) return { ok: true };
  const message = `the Data API endpoint lacks these indexes: ${missing.join(', ')}`;
  return { ok: false, failure: { kind: 'unavailable', message } };
}

async function missingIndexes(data: DataApi, name: string): Promise<Reply<string[]>> {
  const declared = collectionNamed(name)?.indexes ?? [];
  if (declared.length === 0 || complete.has(name)) return { ok: true, answer: [] };
  const reply = await data.run('aggregate', { collection: name, pipeline: [{ $indexStats: {} }] });
  // A collection that does not exist yet is refused, and has none.
  if (!reply.ok && reply.failure.kind !== 'bad-request') return reply;
  const found = reply.ok ? reply.answer.documents : [];
  const absent = declared.filter((index) => !found.some((stats) => isTheSame(stats, index)));
  if (absent.length === 0) complete.add(name);
  return { ok: true, answer: absent.map((index) => `${name}.${index.name}`) };
}

/** Its name too: a refusal names the index, and the product goes by that. */
function isTheSame({ name, key, spec }: EjsonDocument, index: IndexDeclaration): boolean {
  const isUnique = Reflect.get(Object(spec), 'unique') === true;
  return (
    name === index.name && JSON.stringify(key) === JSON.stringify(index.keys) && isUnique === (index.unique ?? false)
  );
}
