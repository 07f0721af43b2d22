import type { Env } from './env.ts';
import { legacyFrom, type Legacy, type LegacyVars } from './legacy.ts';

export interface Configuration {
  /** Origins whose pages may call with credentials. */
  corsOrigins: readonly string[];
  rateLimits: boolean;
  legacy: Legacy;
}

type Variables = Pick<Env, 'ENVIRONMENT' | 'CORS_ORIGINS' | 'RATE_LIMITS'> & LegacyVars;

const read = new WeakMap<Variables, Configuration>();

/** What the variables say, read once. Throws where they would make a production installation unsafe. */
export function configurationFrom(env: Variables): Configuration {
  const known = read.get(env);
  if (known) return known;
  const configuration = readConfiguration(env);
  read.set(env, configuration);
  return configuration;
}

function readConfiguration(env: Variables): Configuration {
  const rateLimits = env.RATE_LIMITS !== 'off';
  if (!rateLimits && env.ENVIRONMENT === 'production') {
    throw new Error(
      'RATE_LIMITS=off is for load tests on one’s own machine: refusing to serve with ENVIRONMENT=production',
    );
  }
  const corsOrigins = (env.CORS_ORIGINS ?? '').split(',').map((origin) => origin.trim());
  return { corsOrigins: corsOrigins.filter((origin) => origin !== ''), rateLimits, legacy: legacyFrom(env) };
}
