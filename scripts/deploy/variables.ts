import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readIfThere } from '../lib/read-if-there.ts';
import { PlainError } from '../lib/running.ts';
import { secretsFolder } from '../lib/settings.ts';
import { environments, type Environment } from './environment.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The environment that `--env` names. */
export function environmentNamed(name: string | undefined): Environment {
  const known = environments.find((environment) => environment === name);
  if (known === undefined) throw new PlainError(`Say which installation: --env ${environments.join(' or --env ')}`);
  return known;
}

/** The settings of an environment: `<environment>.env` beside its keys, under the variables of this process. */
export async function variablesOf(environment: Environment): Promise<Variables> {
  const written = await readIfThere(join(secretsFolder(), `${environment}.env`));
  // What a workflow's environment does not have comes as an empty text.
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  return { ...(written && parseEnv(written.toString())), ...Object.fromEntries(given) };
}
