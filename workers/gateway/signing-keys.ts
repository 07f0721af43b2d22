import { importJWK, type CryptoKey, type JSONWebKeySet } from 'jose';
import type { Call } from '#shared/call';
import { ask } from '#shared/reply';
import type { IssuesTokens } from './env.ts';
import { keep } from './kept.ts';

/** The auth Worker's public keys: as published, and ready for verifying. */
export interface SigningKeys {
  published: JSONWebKeySet;
  byId: ReadonlyMap<string, CryptoKey>;
}

/** Keys are never too old to verify with: which tokens still count is what the revocation list says, and it has a limit. */
const KEY_AGES = { refreshMs: 10 * 60_000, refuseMs: Infinity, retryMs: 10_000 };
/** An unknown `kid` may be a brand-new key, or anybody's invention: one question in 10 s answers both. */
const UNKNOWN_KEY_REFETCH_MS = 10_000;
const ASK_TIMEOUT_MS = 1_000;

export interface SigningKeyReader {
  /** All keys, at most about 10 minutes old while there is traffic. */
  all(auth: IssuesTokens, call: Call): Promise<SigningKeys>;
  /** The key of a token's `kid`; undefined where auth does not publish it. */
  byId(kid: string, auth: IssuesTokens, call: Call): Promise<CryptoKey | undefined>;
}

export function signingKeyReader(): SigningKeyReader {
  const kept = keep<SigningKeys>(KEY_AGES);
  const fetchFrom = (auth: IssuesTokens, call: Call) => async () =>
    importKeys(await ask('auth', auth.jwks(call.trace.traceparent), ASK_TIMEOUT_MS));
  return {
    all: (auth, call) => kept.get(call, fetchFrom(auth, call)),
    async byId(kid, auth, call) {
      const known = (await kept.get(call, fetchFrom(auth, call))).byId.get(kid);
      if (known) return known;
      return (await kept.newerThan(UNKNOWN_KEY_REFETCH_MS, call, fetchFrom(auth, call))).byId.get(kid);
    },
  };
}

/** Only ES256 keys with a `kid` can have signed one of our tokens. */
async function importKeys(published: JSONWebKeySet): Promise<SigningKeys> {
  const byId = new Map<string, CryptoKey>();
  for (const jwk of published.keys) {
    if (jwk.kid === undefined || jwk.kty !== 'EC' || jwk.crv !== 'P-256') continue;
    const key = await importJWK(jwk, 'ES256');
    if (!(key instanceof Uint8Array)) byId.set(jwk.kid, key);
  }
  return { published, byId };
}

/** Within it a verifier elsewhere sees a new key; shorter than auth publishes a key before signing with it. */
const CACHEABLE_SECONDS = 300;

/** `/.well-known/jwks.json`: the public keys, for whoever else verifies our tokens. */
export const publishedKeys = ({ published }: SigningKeys): Response =>
  Response.json(published, { headers: { 'cache-control': `public, max-age=${CACHEABLE_SECONDS}` } });
