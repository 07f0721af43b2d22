import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as z from 'zod';
import { Role, roleOf } from '#shared/actor';
import { CustomerType, UserType } from '#shared/enums';
import { CustomerId, SessionId, UserId } from '#shared/ids';
import type { UserForSignIn } from '../users/for-colleagues.ts';
import type { UserView } from '../users/user.view.ts';

/** The token in an `Authorization: Bearer ...` header (RFC 6750, section 2.1); null where there is none. */
export function bearerIn(headers: Headers): string | null {
  const [, token] = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  return token ?? null;
}

/** What an access token says (docs: the API contract, section 3). `iat` and `exp` are seconds since 1970. */
export const AccessClaims = z.object({
  iss: z.literal('thenorsound'),
  aud: z.literal('thenorsound-api'),
  sub: UserId,
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  email: z.string(),
  name: z.string(),
  userType: UserType,
  customerId: CustomerId.nullable(),
  customerType: CustomerType.nullable(),
  roles: z.tuple([Role]),
  sid: SessionId,
});
export type AccessClaims = z.infer<typeof AccessClaims>;

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const LEEWAY_SECONDS = 30;
const ISSUER = 'thenorsound';
const AUDIENCE = 'thenorsound-api';

/** Whom a token is about, as far as it says so. */
type Holder = Pick<UserForSignIn, 'customerType'> & {
  view: Pick<UserView, 'id' | 'email' | 'name' | 'userType' | 'customerId'>;
};

/** Signs and verifies access tokens: ES256, so that whoever verifies need not know a secret. */
export interface AccessTokens {
  sign(user: Holder, sessionId: SessionId, now: Date): Promise<string>;
  /**
   * The claims of a genuine token; null for any other. `expiredBySeconds` is how long ago it may have ended, for signing
   * out with it.
   */
  verify(token: string, now: Date, expiredBySeconds?: number): Promise<AccessClaims | null>;
  /** The public half of every key, for the gateway and for anybody who verifies our tokens. */
  jwks(): Promise<{ keys: JWK[] }>;
}

const PrivateJwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** The secret: the key that signs is `current`; the others stay published until their last token has ended. */
const SigningKeys = z.object({ current: z.string(), keys: z.array(PrivateJwk).min(1) });

interface KeyRing {
  text: string;
  kid: string;
  privateKey: CryptoKey;
  publicKeys: ReadonlyMap<string, CryptoKey>;
  published: JWK[];
}

/** Importing a key takes longer than signing with it: the ring is kept for as long as the isolate lives. */
let ring: KeyRing | undefined;

/**
 * @param signingKeys `{ "current": kid, "keys": [private JWKs of P-256, each with its kid] }`
 */
export function accessTokensUnder(signingKeys: string): AccessTokens {
  return {
    async sign({ view, customerType }, sessionId, now) {
      const { kid, privateKey } = await ringOf(signingKeys);
      const issuedAt = Math.floor(now.getTime() / 1000);
      return new SignJWT({
        email: view.email,
        name: view.name,
        userType: view.userType,
        customerId: view.customerId,
        customerType,
        roles: [roleOf({ userType: view.userType, customerType })],
        sid: sessionId,
      })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(view.id)
        .setJti(crypto.randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(privateKey);
    },

    async verify(token, now, expiredBySeconds = LEEWAY_SECONDS) {
      const { publicKeys } = await ringOf(signingKeys);
      try {
        const { payload } = await jwtVerify(
          token,
          ({ kid }) => {
            const key = publicKeys.get(kid ?? '');
            if (!key) throw new Error('unknown key');
            return key;
          },
          {
            algorithms: ['ES256'],
            issuer: ISSUER,
            audience: AUDIENCE,
            clockTolerance: expiredBySeconds,
            currentDate: now,
          },
        );
        return AccessClaims.parse(payload);
      } catch {
        // Whatever is wrong with it, it is not a token of ours: the asker learns no more than that.
        return null;
      }
    },

    async jwks() {
      return { keys: (await ringOf(signingKeys)).published };
    },
  };
}

async function ringOf(signingKeys: string): Promise<KeyRing> {
  if (ring?.text === signingKeys) return ring;
  const { current, keys } = SigningKeys.parse(JSON.parse(signingKeys));
  const signing = keys.find(({ kid }) => kid === current);
  if (!signing) throw new Error('SIGNING_KEYS names a current key that it does not hold');
  // The one that signs comes first: so whoever changes keys sees from outside which one does.
  const published = [signing, ...keys.filter((key) => key !== signing)].map(
    ({ kty, crv, x, y, kid }): JWK & { kid: string } => ({
      kty,
      crv,
      x,
      y,
      kid,
      alg: 'ES256',
      use: 'sig',
    }),
  );
  const publicKeys = new Map(await Promise.all(published.map(async (jwk) => [jwk.kid, await imported(jwk)] as const)));
  ring = { text: signingKeys, kid: current, privateKey: await imported(signing), publicKeys, published };
  return ring;
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('SIGNING_KEYS holds a key that is no key pair');
  return key;
}
