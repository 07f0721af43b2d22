import { decodeJwt, SignJWT } from 'jose';
import type { Role, SignedIn } from '#shared/actor';
import { CUSTOMER_TYPE } from '#shared/enums';

const LIFETIME_SECONDS = 60;

/** 1 Superuser, 2 Admin (of a company), 3 User. */
const roles: Record<Role, string> = { admin: '1', organizer: '2', crewCompany: '2', crew: '3', unlinked: '3' };

/**
 * A token as the old system makes them itself (HS256, every claim a text, and no others), for one request of somebody whose
 * own token was verified here. It lives for a minute; the old system's clock may differ by five.
 *
 * @param authorization with the verified token, from which name and address come
 */
export function legacyToken(
  { userId, role, customerId, customerType }: SignedIn,
  authorization: string,
  secret: Uint8Array,
  now: Date,
): Promise<string> {
  const { email, name } = decodeJwt<{ email?: string; name?: string }>(authorization.replace(/^bearer +/i, '').trim());
  const [firstname = '', ...rest] = (name ?? '').split(' ');
  return new SignJWT({
    email: email ?? '',
    firstname,
    lastname: rest.join(' '),
    role: roles[role],
    customerId: customerId ?? '',
    customerType: customerType === null ? '0' : customerType === CUSTOMER_TYPE.eventOrganizer ? '1' : '2',
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(userId)
    .setIssuer('ThenorSound')
    .setAudience('ThenorSound')
    .setExpirationTime(Math.floor(now.getTime() / 1000) + LIFETIME_SECONDS)
    .sign(secret);
}
