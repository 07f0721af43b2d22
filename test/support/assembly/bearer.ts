import { env } from 'cloudflare:workers';
import { importJWK, SignJWT, type JWK } from 'jose';
import type { SignedIn } from '#shared/actor';
import { newId } from '#shared/ids';

/** The secret of the assembly's auth Worker: what is signed with it is genuine to the gateway. */
export const signing = JSON.parse(env.SIGNING_KEYS) as { current: string; keys: (JWK & { kid: string })[] };

/** The `Authorization` header of a person, with a token as auth signs it. */
export async function bearer(actor: SignedIn): Promise<string> {
  const { userId, role, userType, customerId, customerType, sessionId } = actor;
  const claims = { sid: sessionId, roles: [role], userType, customerId, customerType };
  const token = await new SignJWT({ ...claims, email: `${userId}@thenorsound.example`, name: 'Somebody' })
    .setProtectedHeader({ alg: 'ES256', kid: signing.current })
    .setIssuer('thenorsound')
    .setAudience('thenorsound-api')
    .setSubject(userId)
    .setJti(newId())
    .setIssuedAt()
    .setExpirationTime('15 min')
    .sign(await importJWK(signing.keys.find(({ kid }) => kid === signing.current) ?? {}, 'ES256'));
  return `Bearer ${token}`;
}
