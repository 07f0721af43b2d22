import { errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { Role, type SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { CustomerType, UserType } from '#shared/enums';
import { unauthorized } from '#shared/errors';
import { CustomerId, SessionId, UserId } from '#shared/ids';
import { log } from '#shared/log';
import type { IssuesTokens } from './env.ts';
import { isRevoked, type Revocations } from './revocations.ts';
import type { SigningKeyReader } from './signing-keys.ts';

/** Spec: section 3. */
const ISSUER = 'thenorsound';
const AUDIENCE = 'thenorsound-api';
const LEEWAY_SECONDS = 30;
/** Some 700 bytes each. */
const VERIFIED_TOKENS_KEPT = 5_000;

/** A token whose signature and claims are good. Times are whole seconds since 1970. */
export interface VerifiedToken {
  actor: SignedIn;
  issuedAt: number;
  expiresAt: number;
}

const Claims = z
  .object({
    sub: UserId,
    sid: SessionId,
    roles: z.tuple([Role]),
    userType: UserType,
    customerId: CustomerId.nullable(),
    customerType: CustomerType.nullable(),
    iat: z.int(),
    exp: z.int(),
  })
  .transform(({ sub, sid, roles, iat, exp, ...company }): VerifiedToken => ({
    actor: { kind: 'user', userId: sub, sessionId: sid, role: roles[0], ...company },
    issuedAt: iat,
    expiresAt: exp,
  }));

/** Who holds this `Authorization` header. Throws 401, or 503 where that cannot be decided. */
export type Authenticate = (authorization: string, auth: IssuesTokens, call: Call) => Promise<SignedIn>;

/**
 * Verifies access tokens where they come in (ADR 0009). A token that was verified once is looked up until it expires;
 * revocation is asked of every request, so no look-up outlives a deactivation.
 */
export function authenticator(
  keys: SigningKeyReader,
  revocations: (auth: IssuesTokens, call: Call) => Promise<Revocations>,
): Authenticate {
  const verified = new Map<string, VerifiedToken>();

  const look = (token: string, now: Date): VerifiedToken | undefined => {
    const found = verified.get(token);
    if (!found) return undefined;
    verified.delete(token);
    if (found.expiresAt + LEEWAY_SECONDS <= now.getTime() / 1000) return undefined;
    // Back in as the newest: a Map keeps the order of insertion, so the first one is the longest unused.
    verified.set(token, found);
    return found;
  };
  const remember = (token: string, found: VerifiedToken): void => {
    verified.set(token, found);
    const [oldest] = verified.size > VERIFIED_TOKENS_KEPT ? verified.keys() : [];
    if (oldest !== undefined) verified.delete(oldest);
  };

  return async (authorization, auth, call) => {
    const token = bearerIn(authorization);
    const known = look(token, call.now());
    const [found, revoked] = await Promise.all([
      known ?? verify(token, (kid) => keys.byId(kid, auth, call), call),
      revocations(auth, call),
    ]);
    if (!known) remember(token, found);
    const { userId, sessionId } = found.actor;
    if (isRevoked({ userId, sessionId, issuedAt: found.issuedAt }, revoked)) {
      throw unauthorized('The session has ended; sign in again');
    }
    return found.actor;
  };
}

/** RFC 6750, section 2.1; the scheme in any case. */
function bearerIn(authorization: string): string {
  const [, token] = /^bearer +([\w.~+/-]+=*) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw unauthorized('Send the access token as "Authorization: Bearer ..."');
  return token;
}

/** The contents of a token: signed with ES256 by a key that auth publishes, for us, not expired. */
export async function verify(
  token: string,
  keyOf: (kid: string) => Promise<CryptoKey | undefined>,
  call: Pick<Call, 'now' | 'trace'>,
): Promise<VerifiedToken> {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid === undefined ? undefined : await keyOf(kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      {
        algorithms: ['ES256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTolerance: LEEWAY_SECONDS,
        requiredClaims: ['iat', 'exp', 'jti'],
        currentDate: call.now(),
      },
    );
    const claims = Claims.safeParse(payload);
    if (claims.success) return claims.data;
    log('error', 'claims-not-understood', {
      traceId: call.trace.traceId,
      claims: claims.error.issues.map(({ path }) => path.join('.')),
    });
  } catch (error) {
    // Which check failed is nobody's business but the holder's, and theirs only as far as it helps: refresh, or sign in.
    if (error instanceof errors.JWTExpired) throw unauthorized('The access token has expired');
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw unauthorized('The access token is not valid');
}
