import { embeddedEngine } from './engines/embedded/embedded-engine.ts';
import { mongodbEngine } from './engines/mongodb/mongodb-engine.ts';
import type { Engine } from './engine.ts';
import type { Env } from './env.ts';

/** MongoDB where a connection string is configured, else the embedded engine. */
export function chooseEngine(env: Env): Engine {
  return env.MONGODB_URI === undefined || env.MONGODB_URI === '' ? embeddedEngine(env) : mongodbEngine(env);
}
