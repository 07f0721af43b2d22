import * as z from 'zod';
import type { Env } from '../env.ts';

const Location = z.enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me']);
const Jurisdiction = z.enum(['eu', 'us', 'fedramp']);

/** A Durable Object of the store by its name, where the settings say that it is to be. Throws on a place that is none. */
export function objectNamed(
  namespace: DurableObjectNamespace,
  name: string,
  { STORE_LOCATION, STORE_JURISDICTION }: Pick<Env, 'STORE_LOCATION' | 'STORE_JURISDICTION'>,
): DurableObjectStub {
  // Not asked for where it is not chosen: workerd outside Cloudflare has no jurisdictions.
  const within = STORE_JURISDICTION ? namespace.jurisdiction(Jurisdiction.parse(STORE_JURISDICTION)) : namespace;
  return STORE_LOCATION
    ? within.getByName(name, { locationHint: Location.parse(STORE_LOCATION) })
    : within.getByName(name);
}
