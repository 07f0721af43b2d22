import { base64url, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { UserId } from '#shared/ids';

/** What a link in a mail is for. */
export const LinkPurpose = z.enum(['invitation', 'verification', 'password-reset']);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

/** What a link token stands for: the `number`th link of its kind that was made for the user. */
export interface Link {
  userId: UserId;
  purpose: LinkPurpose;
  number: number;
}

const HOUR_SECONDS = 60 * 60;
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

/** How long a link is good, if it is not used. A reset: docs, the API contract, section 3. */
const GOOD_FOR_SECONDS: Record<LinkPurpose, number> = {
  invitation: WEEK_SECONDS,
  verification: WEEK_SECONDS,
  'password-reset': HOUR_SECONDS,
};

/** Makes and recognises the tokens of links under a secret key: an HMAC over what the link stands for, and nothing stored. */
export interface LinkTokens {
  sign(link: Link, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** The link of a genuine token for one of `purposes` that has not expired; null for any other. */
  recognise(token: string, purposes: readonly LinkPurpose[], now: Date): Promise<Link | null>;
}

/** Keeps them apart from everything else that is ever signed: an access token is no link. */
const ISSUER = 'thenorsound link';
const Claims = z.object({ sub: UserId, aud: LinkPurpose, number: z.int() });

/**
 * @param secret the key as 32 bytes in base64url; another key makes every link worthless
 */
export function linkTokensUnder(secret: string): LinkTokens {
  return {
    async sign({ userId, purpose, number }, now) {
      const expires = Math.floor(now.getTime() / 1000) + GOOD_FOR_SECONDS[purpose];
      const token = await new SignJWT({ number })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(userId)
        .setAudience(purpose)
        .setExpirationTime(expires)
        .sign(base64url.decode(secret));
      return { token, expiresAt: new Date(expires * 1000) };
    },

    async recognise(token, purposes, now) {
      try {
        const { payload } = await jwtVerify(token, base64url.decode(secret), {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: [...purposes],
          requiredClaims: ['exp'],
          currentDate: now,
        });
        const { sub, aud, number } = Claims.parse(payload);
        return { userId: sub, purpose: aud, number };
      } catch {
        // Whatever is wrong with it, it is no link that is still good: the asker learns no more than that.
        return null;
      }
    },
  };
}
