import { embeddedEngine } from './engines/embedded/embedded-engine.ts';
import { externalEngine } from './engines/external/external-engine.ts';
import { mongodbEngine } from './engines/mongodb/mongodb-engine.ts';
import type { Engine } from './engine.ts';
import type { Env } from './env.ts';

/** An external endpoint where one is configured, else MongoDB where a connection string is, else the embedded engine. */
export function chooseEngine(env: Env): Engine {
  const { DATA_API_URL } = env;
  if (DATA_API_URL !== undefined && DATA_API_URL !== '') return externalEngine({ ...env, DATA_API_URL });
  return env.MONGODB_URI === undefined || env.MONGODB_URI === '' ? embeddedEngine(env) : mongodbEngine(env);
}
