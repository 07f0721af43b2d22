import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import * as z from 'zod';
import { legacyDomains } from '../../workers/gateway/legacy.ts';
import type { Settings } from './compose.ts';
import { readIfThere } from './read-if-there.ts';
import { root, workersInDeployOrder, type Worker } from './workers.ts';

/** The secrets of one installation. A deployed one holds them as Worker secrets, a local one in `.secrets/local.json`. */
const Secrets = z.object({
  /** `{ "current": kid, "keys": [ES256 private JWKs, each with its kid] }`: sign access tokens. */
  SIGNING_KEYS: z.string(),
  /** 32 bytes, base64url: the HMAC key of which refresh tokens are made. */
  REFRESH_KEY: z.string(),
  /** `{ "current": id, "keys": { id: 32 bytes in base64url } }`: AES-GCM keys for fields encrypted before they are stored. */
  FIELD_KEYS: z.string(),
  /** Opens the Data API's HTTP paths. */
  DATA_API_KEY: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

/** Where secrets of installations are kept, which git does not see: SECRETS_FOLDER, or this clone's `.secrets`. */
export const secretsFolder = (): string => process.env['SECRETS_FOLDER'] || join(root, '.secrets');

const file = join(secretsFolder(), 'local.json');

/** The secrets of this clone; made at the first call and kept in a git-ignored file that only its owner can read. */
export async function localSecrets(): Promise<Secrets> {
  const written = await readIfThere(file);
  if (written !== undefined) return Secrets.parse(JSON.parse(written.toString()));
  const secrets = await newSecrets();
  await writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** Adds a key for encrypted fields to this clone's secrets and makes it the current one; answers its name. */
export async function addFieldKey(): Promise<string> {
  const secrets = await localSecrets();
  const { keys } = z.object({ keys: z.record(z.string(), z.string()) }).parse(JSON.parse(secrets.FIELD_KEYS));
  const current = `k${Object.keys(keys).length + 1}`;
  const FIELD_KEYS = JSON.stringify({ current, keys: { ...keys, [current]: key() } });
  await writePrivately(file, `${JSON.stringify({ ...secrets, FIELD_KEYS }, null, 2)}\n`);
  return current;
}

/** Secrets that nobody else has. */
export async function newSecrets(): Promise<Secrets> {
  const signingKey = await newSigningKey();
  return {
    SIGNING_KEYS: JSON.stringify({ current: signingKey.kid, keys: [signingKey] }),
    REFRESH_KEY: key(),
    FIELD_KEYS: JSON.stringify({ current: 'k1', keys: { k1: key() } }),
    DATA_API_KEY: key(),
  };
}

/** A key that signs access tokens, as a private JWK. */
export async function newSigningKey(): Promise<JWK & { kid: string }> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex') };
}

const key = (): string => randomBytes(32).toString('base64url');

/** What whoever starts the system may choose, each by a variable of the environment. */
const choiceNames = [
  /** MongoDB instead of the embedded engine. */
  'MONGODB_URI',
  /** `off` for load tests on one's own machine. */
  'RATE_LIMITS',
  /** `off` writes no line for a request that went well, `on` one for each in each Worker. */
  'REQUEST_LOG',
  /** `production` refuses what is for one's own machine, and gets no demo data. */
  'ENVIRONMENT',
  /** `allowed` lets webhooks go to this machine. */
  'WEBHOOK_LOOPBACK',
  /** The resolver that says where webhooks lead. */
  'DNS_OVER_HTTPS',
  /** An HTTP provider that sends the mails, and its key. */
  'MAIL_PROVIDER_URL',
  'MAIL_PROVIDER_KEY',
  /** Whom mails come from, and where the links in them lead. */
  'MAIL_FROM',
  'FRONTEND_URL',
  /** Web sites whose pages may call the API, who may register, and how the cookie of a session travels. */
  'CORS_ORIGINS',
  'REGISTRATION',
  'COOKIE_SAMESITE',
  /** The company that sells where a crew company cannot, and accounts that differ from BAS, both as JSON. */
  'PLATFORM_SELLER',
  'ACCOUNTS',
  /** The database, and how many connections share its work. */
  'MONGODB_DATABASE',
  'MONGODB_POOL_SIZE',
  /** Where Cloudflare keeps and runs the store's Durable Objects. */
  'STORE_LOCATION',
  'STORE_JURISDICTION',
  /** What an old system still serves, where; its paths, and the secret of its tokens (docs/migration.md). */
  ...legacyDomains.map((domain) => `LEGACY_ORIGIN_${domain}` as const),
  'LEGACY_PATHS',
  'LEGACY_JWT_SECRET',
] as const;
/** Of the choices, what nobody may read again. */
export const secretChoices = [
  'MONGODB_URI',
  'MAIL_PROVIDER_KEY',
  'LEGACY_JWT_SECRET',
] as const satisfies readonly (keyof Choices)[];
export type Choices = { [Name in (typeof choiceNames)[number]]?: string | undefined };

/** What these variables choose; the environment of this process where none are given. */
export const choicesMade = (variables: Readonly<Record<string, string | undefined>> = process.env): Choices =>
  Object.fromEntries(choiceNames.map((name) => [name, variables[name]]));

/** Each Worker gets what it needs and no more. */
const NEEDS: Readonly<Record<string, readonly (keyof Secrets | keyof Choices)[]>> = {
  'thenorsound-gateway': [
    'RATE_LIMITS',
    'ENVIRONMENT',
    'CORS_ORIGINS',
    ...legacyDomains.map((domain) => `LEGACY_ORIGIN_${domain}` as const),
    'LEGACY_PATHS',
    'LEGACY_JWT_SECRET',
  ],
  'thenorsound-auth': ['SIGNING_KEYS', 'REFRESH_KEY', 'CORS_ORIGINS', 'REGISTRATION', 'COOKIE_SAMESITE'],
  'thenorsound-users': ['FIELD_KEYS'],
  'thenorsound-invoicing': ['ENVIRONMENT', 'PLATFORM_SELLER', 'ACCOUNTS'],
  'thenorsound-notifications': [
    'FIELD_KEYS',
    'ENVIRONMENT',
    'WEBHOOK_LOOPBACK',
    'DNS_OVER_HTTPS',
    'MAIL_PROVIDER_URL',
    'MAIL_PROVIDER_KEY',
    'MAIL_FROM',
    'FRONTEND_URL',
  ],
  'thenorsound-data-api': [
    'MONGODB_URI',
    'MONGODB_DATABASE',
    'MONGODB_POOL_SIZE',
    'STORE_LOCATION',
    'STORE_JURISDICTION',
    'DATA_API_KEY',
  ],
};

const EVERYBODY_NEEDS = ['REQUEST_LOG'] as const;

/** The names of what a Worker is set up with: keys, and choices. */
export const needsOf = ({ name }: Worker): readonly string[] => [...EVERYBODY_NEEDS, ...(NEEDS[name] ?? [])];

/** The variables and secrets for a Worker; what was not chosen is left out, so that wrangler.toml's value stands. */
export function settingsFrom(secrets: Secrets, choices: Choices): (worker: Worker) => Settings {
  const all: Readonly<Record<string, string | undefined>> = { ...secrets, ...choices };
  return (worker) => {
    const settings: Record<string, string> = {};
    for (const need of needsOf(worker)) {
      const value = all[need];
      if (value !== undefined && value !== '') settings[need] = value;
    }
    return settings;
  };
}

/** Writes the `.dev.vars` beside each wrangler.toml, from which `wrangler dev` takes a Worker's secrets. */
export async function writeDevVars(settingsOf: (worker: Worker) => Settings): Promise<void> {
  for (const worker of workersInDeployOrder()) {
    const lines = Object.entries(settingsOf(worker)).map(([name, value]) => {
      // A text in single quotes has no escapes; a company's name may have an apostrophe.
      const quote = value.includes("'") ? '`' : "'";
      return `${name}=${quote}${value}${quote}`;
    });
    const text = ['# Written by `npm start` at each run, from .secrets/local.json and the environment.', ...lines, ''];
    await writePrivately(join(root, dirname(worker.config), '.dev.vars'), text.join('\n'));
  }
}

/** Writes a file that only its owner can read, and the folder where there is none. */
export async function writePrivately(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
  // The mode above counts only for a new file.
  await chmod(path, 0o600);
}
