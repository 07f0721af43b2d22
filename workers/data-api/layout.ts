import type { DataAction, DataReply } from '#shared/data-api';
import { askObject, MOVED, type StoreLayout } from '#shared/durable-store';
import type { Engine } from './engine.ts';
import type { Env } from './env.ts';

const defaultConnections = 4;

/** Which engine the settings ask for: an external endpoint where one is set, else MongoDB, else the embedded one. */
export function engineOf({
  DATA_API_URL,
  MONGODB_URI,
}: Pick<Env, 'DATA_API_URL' | 'MONGODB_URI'>): StoreLayout['engine'] {
  if (DATA_API_URL) return 'elsewhere';
  return MONGODB_URI ? 'mongodb' : 'embedded';
}

/** Where the settings say that the store is. */
export const layoutOf = (env: Env): StoreLayout => ({
  engine: engineOf(env),
  connections: Math.max(1, Math.trunc(Number(env.MONGODB_POOL_SIZE)) || defaultConnections),
  location: env.STORE_LOCATION ?? '',
  jurisdiction: env.STORE_JURISDICTION ?? '',
});

/** Carries actions out on the Durable Objects of these settings. */
export function runOnObjects(env: Env): Engine['run'] {
  const objects = { collections: env.COLLECTION_STORE, connections: env.MONGO_CONNECTION };
  return async ({ action, request }): Promise<DataReply<DataAction>> => {
    const reply = await askObject(objects, layoutOf(env), action, request);
    if (reply !== MOVED) return reply;
    // Only while a change of the settings is on its way to all places.
    return { ok: false, failure: { kind: 'unavailable', message: 'the store is moving' } };
  };
}
