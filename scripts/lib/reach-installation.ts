import { environments, type Environment } from '../deploy/environment.ts';
import { keysFile, keysOf, type EnvironmentKeys } from '../deploy/keys.ts';
import type { KeyName } from '../deploy/plan.ts';
import { variablesOf, type Variables } from '../deploy/variables.ts';
import { chosenPort, PlainError } from './running.ts';

/** A running system that an operator works on from this machine. */
export interface Reached {
  installation: 'local' | Environment;
  /** Where its gateway answers. */
  url: URL;
  variables: Variables;
  keys: EnvironmentKeys;
}

/**
 * The installation that `--env` names: `local` is what `npm start` or `npm run serve` runs on this machine. Throws a
 * PlainError where it is none, or where it is not known where it answers.
 */
export async function installationReached(env: string | undefined, givenUrl: string | undefined): Promise<Reached> {
  if (env === 'local') {
    const url = addressFrom(givenUrl ?? `http://localhost:${chosenPort()}`);
    // The system on this machine takes its keys from the file alone.
    return { installation: env, url, variables: process.env, keys: await keysOf(env, {}) };
  }
  const installation = environments.find((one) => one === env);
  if (!installation) throw new PlainError(`Say which installation: --env local, ${environments.join(' or ')}`);
  const variables = await variablesOf(installation);
  const domain = variables['API_DOMAIN'];
  const address = givenUrl ?? (domain ? `https://${domain}` : undefined);
  if (address === undefined) throw new PlainError('Say where it answers: --url https://…, or API_DOMAIN');
  return { installation, url: addressFrom(address), variables, keys: await keysOf(installation, variables) };
}

/** The value of a key. Throws a PlainError that says where it should have been. */
export function keyAtHand({ installation, keys }: Reached, key: KeyName): string {
  const value = keys.valueOf(key);
  if (value !== undefined) return value;
  throw new PlainError(
    `${key} of ${installation} is not at hand: it belongs into ${keysFile(installation)}` +
      (installation === 'local' ? ', which the system makes when it is started' : ', or into a variable'),
  );
}

/** What goes to the address can do everything there: not in clear over a network. */
function addressFrom(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url;
  throw new PlainError(`${text} is no address by https`);
}
