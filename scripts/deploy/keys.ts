import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere } from '../lib/read-if-there.ts';
import { newSecrets, secretsFolder, writePrivately } from '../lib/settings.ts';
import type { Environment } from './environment.ts';
import type { KeyName } from './plan.ts';

export const keyNames = ['SIGNING_KEYS', 'REFRESH_KEY', 'FIELD_KEYS'] as const satisfies readonly KeyName[];

/** Of other secrets in the file nothing is known here; they stay. */
const Kept = z.looseObject({
  SIGNING_KEYS: z.string().optional(),
  REFRESH_KEY: z.string().optional(),
  FIELD_KEYS: z.string().optional(),
});
type Kept = z.infer<typeof Kept>;

/**
 * The keys of an environment, as far as they are at hand. Cloudflare shows a secret to nobody, and whoever changes keys or reads
 * a backup needs the old ones: so there is a copy, in a git-ignored file for its owner alone, or in variables.
 */
export interface EnvironmentKeys {
  atHand: ReadonlySet<KeyName>;
  /** Undefined where it is not at hand. */
  valueOf: (key: KeyName) => string | undefined;
  /** Makes these keys anew and keeps them. */
  make: (keys: readonly KeyName[]) => Promise<void>;
  /** Keeps another value of a key. Throws where the key came from a variable: that one would win. */
  keep: (key: KeyName, value: string) => Promise<void>;
}

/** Where the copy of an environment's keys lies; `local` are those of the system on this machine. */
export const keysFile = (environment: Environment | 'local'): string => join(secretsFolder(), `${environment}.json`);

/** Reads the keys of an environment: a variable of this process wins over the file. */
export async function keysOf(
  environment: Environment | 'local',
  variables: Readonly<Record<string, string | undefined>> = process.env,
  file: string = keysFile(environment),
): Promise<EnvironmentKeys> {
  const written = await readIfThere(file);
  let kept: Kept = written === undefined ? {} : Kept.parse(JSON.parse(written.toString()));
  // An empty variable is none: that is how a workflow passes on what nobody set.
  const valueOf = (key: KeyName): string | undefined => variables[key] || kept[key];
  const write = async (more: Kept) => {
    kept = { ...kept, ...more };
    await writePrivately(file, `${JSON.stringify(kept, null, 2)}\n`);
  };
  return {
    atHand: new Set(keyNames.filter((key) => valueOf(key) !== undefined)),
    valueOf,
    make: async (keys) => {
      const made = await newSecrets();
      await write(Object.fromEntries(keys.map((key) => [key, made[key]])));
    },
    keep: async (key, value) => {
      if (variables[key]) throw new Error(`${key} comes from a variable: take it away, the file would not count`);
      await write({ [key]: value });
    },
  };
}
