import { embeddedEngine } from './engines/embedded/embedded-engine.ts';
import { externalEngine } from './engines/external/external-engine.ts';
import { mongodbEngine } from './engines/mongodb/mongodb-engine.ts';
import type { Engine } from './engine.ts';
import type { Env } from './env.ts';
import { engineOf } from './layout.ts';

/** The engine that the settings ask for. */
export function chooseEngine(env: Env): Engine {
  switch (engineOf(env)) {
    case 'elsewhere':
      return externalEngine({ ...env, DATA_API_URL: env.DATA_API_URL ?? '' });
    case 'mongodb':
      return mongodbEngine(env);
    case 'embedded':
      return embeddedEngine(env);
  }
}
