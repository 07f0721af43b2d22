import * as z from 'zod';
import type { HttpBinding } from './env.ts';
import type { Route } from './routes.ts';

/** The domains that an old system may still serve (docs/migration.md): those it knows, but for sign-in, which moves first. */
export const legacyDomains = ['USERS', 'CUSTOMERS', 'EVENTS', 'BOOKINGS', 'INVOICING'] as const;
export type LegacyDomain = (typeof legacyDomains)[number];

const PREFIX = 'LEGACY_ORIGIN_';
/** HS256 asks for a key of at least 256 bits (RFC 7518, section 3.2). */
const SHORTEST_SECRET_BYTES = 32;

/** The gateway's variables that say what an old system still serves. */
export type LegacyVars = Partial<Record<`${typeof PREFIX}${LegacyDomain}`, string>> & {
  /** JSON: the old system's path for a path of the route table, with the same parameters. */
  LEGACY_PATHS?: string;
  /** The old system's secret for its own tokens. */
  LEGACY_JWT_SECRET?: string;
};

/** What an old system still serves, and how it is spoken to. */
export interface Legacy {
  /** `https://old.example.com`, by domain; a domain that is not in here is served by this system. */
  origins: ReadonlyMap<LegacyDomain, string>;
  /** The old system's path for a path of the route table; the same where none is given. */
  paths: ReadonlyMap<string, string>;
  /** With which it gets tokens of its own kind; null where it reads ours, by our published keys. */
  jwtSecret: Uint8Array | null;
}

/** What the variables say. Throws, naming the variable, where requests would go astray or be read on the way. */
export function legacyFrom(env: LegacyVars & { ENVIRONMENT?: string }): Legacy {
  const named = Object.keys(env).filter((name) => name.startsWith(PREFIX));
  const unknown = named.find((name) => !legacyDomains.some((domain) => name === PREFIX + domain));
  if (unknown !== undefined) {
    throw new Error(`${unknown} is not possible: an old system may serve ${legacyDomains.join(', ')}`);
  }
  const origins = new Map<LegacyDomain, string>();
  for (const domain of legacyDomains) {
    const name = `${PREFIX}${domain}` as const;
    const given = env[name];
    if (given !== undefined && given !== '') origins.set(domain, originOf(name, given, env.ENVIRONMENT));
  }
  return { origins, paths: pathsFrom(env.LEGACY_PATHS), jwtSecret: secretFrom(env.LEGACY_JWT_SECRET) };
}

function originOf(name: string, given: string, environment: string | undefined): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) throw new Error(`${name} must be an origin, such as https://old.example.com`);
  if (environment === 'production' && url.protocol !== 'https:') {
    throw new Error(`${name} must be https with ENVIRONMENT=production: requests carry tokens and personal data`);
  }
  return url.origin;
}

const Paths = z.record(z.string().startsWith('/'), z.string().startsWith('/'));
const parameters = (path: string): string[] => (path.match(/\{\w+\}/g) ?? []).toSorted();

function pathsFrom(given: string | undefined): ReadonlyMap<string, string> {
  if (given === undefined || given === '') return new Map();
  const parsed = Paths.safeParse(jsonIn(given));
  if (!parsed.success)
    throw new Error('LEGACY_PATHS must be a JSON object of paths: {"/api/users/{id}": "/api/User/{id}"}');
  for (const [path, old] of Object.entries(parsed.data)) {
    const wanted = parameters(path);
    if (parameters(old).some((name) => !wanted.includes(name))) {
      throw new Error(`LEGACY_PATHS: ${old} has a parameter that ${path} has not`);
    }
  }
  return new Map(Object.entries(parsed.data));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says what it should have been.
    return undefined;
  }
}

function secretFrom(given: string | undefined): Uint8Array | null {
  if (given === undefined || given === '') return null;
  const secret = new TextEncoder().encode(given);
  if (secret.length < SHORTEST_SECRET_BYTES) {
    throw new Error(`LEGACY_JWT_SECRET must have at least ${SHORTEST_SECRET_BYTES} bytes`);
  }
  return secret;
}

/** Where the old system serves a route; null where this system does. What operators do to this system is always here. */
export function legacyOriginOf({ worker, path }: Pick<Route, 'worker' | 'path'>, { origins }: Legacy): string | null {
  if (path.startsWith('/api/ops/')) return null;
  return origins.get(domainOf(worker)) ?? null;
}

const domainOf = (worker: HttpBinding) => worker.slice(0, -'_HTTP'.length) as LegacyDomain;

/** The old system's path for a request, its parameters in their places. */
export function legacyPathOf(route: string, pathname: string, { paths }: Pick<Legacy, 'paths'>): string {
  const old = paths.get(route);
  if (old === undefined) return pathname;
  const given = pathname.split('/');
  const values = new Map(route.split('/').map((segment, place) => [segment, given[place] ?? '']));
  return old.replaceAll(/\{\w+\}/g, (parameter) => values.get(parameter) ?? '');
}
