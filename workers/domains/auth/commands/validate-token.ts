import * as z from 'zod';
import { Role } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { UserId } from '#shared/ids';
import { AccessClaims } from '../access-tokens.ts';
import type { Deps } from '../ports.ts';

/** The claims of an access token that lets somebody in at this moment: genuine, not expired, not revoked. */
export async function validateToken(token: string, deps: Deps, call: Call): Promise<AccessClaims | null> {
  const claims = await deps.accessTokens.verify(token, call.now());
  if (!claims) return null;
  const [session, credential] = await Promise.all([
    deps.sessions.findOne({ _id: oid(claims.sid) }),
    deps.credentials.findOne({ _id: oid(claims.sub) }),
  ]);
  if (session?.revokedAt !== null) return null;
  const revokedBefore = credential?.revokedBefore ?? null;
  return revokedBefore !== null && claims.iat * 1000 < revokedBefore.getTime() ? null : claims;
}

/** As `AccessClaims`, said so that JSON Schema can say it too. */
const ClaimsInToken = AccessClaims.extend({ roles: z.array(Role).length(1) });

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/validate',
    access: 'anyone',
    summary: 'Ask whether an access token is good, and what it says',
    body: z.strictObject({ token: z.string().min(1, 'must not be empty').max(8192) }),
    answers: {
      200: {
        description: 'Its user and claims, or null for both where it is not good',
        body: z.object({ isValid: z.boolean(), userId: UserId.nullable(), claims: ClaimsInToken.nullable() }),
      },
    },
    refuses: ['SERVICE_UNAVAILABLE'],
  },
  async ({ body, deps, call }) => {
    const claims = await validateToken(body.token, deps, call);
    return reply(200, { isValid: claims !== null, userId: claims?.sub ?? null, claims });
  },
);
