import { thenorSoundApi, type ThenorSoundApi } from '../../clients/typescript/client.ts';
import { USER_TYPE } from '../../src/shared/enums.ts';
import { newId, UserId, type SessionId } from '../../src/shared/ids.ts';
import { accessTokensUnder } from '../../workers/domains/auth/access-tokens.ts';
import { PlainError } from './running.ts';

/** Under which the audit log knows whoever holds an installation's keys: no user has this id. */
export const OPERATOR = UserId.parse('0'.repeat(24));

/**
 * The API as an administrator who is no user: by an access token, good for 15 minutes, that is signed here with the installation's
 * own key (ADR 0049). A PlainError where nobody answers.
 */
export async function asOperator(url: URL, signingKeys: string): Promise<ThenorSoundApi> {
  const view = { id: OPERATOR, email: '', name: 'Operator', userType: USER_TYPE.admin, customerId: null };
  const holder = { view, customerType: null };
  const token = await accessTokensUnder(signingKeys).sign(holder, newId<SessionId>(), new Date());
  return thenorSoundApi({
    baseUrl: url.origin,
    fetch: async (asked) => {
      const request = new Request(asked);
      request.headers.set('authorization', `Bearer ${token}`);
      try {
        return await fetch(request);
      } catch (cause) {
        throw new PlainError(`Nobody answers at ${url.origin}: is the system running?`, { cause });
      }
    },
  });
}
