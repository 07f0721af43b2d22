import type { Collection } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { UserForSignIn } from '../users/for-colleagues.ts';
import type { UserView } from '../users/user.view.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { StoredCredential } from './credential.documents.ts';
import type { LinkTokens } from './link-tokens.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import type { StoredSession } from './session.documents.ts';

/** What an installation decides. */
export interface Settings {
  registrationOpen: boolean;
  cookieSameSite: 'Strict' | 'Lax' | 'None';
  corsOrigins: readonly string[];
}

/** What this Worker needs from outside. */
export interface Deps extends Publisher {
  credentials: Collection<StoredCredential>;
  sessions: Collection<StoredSession>;
  /** Null where there is no such user, or it is deleted. */
  userForSignIn: (userId: UserId) => Promise<Reply<UserForSignIn | null>>;
  /** Safe to repeat for the same id; a CONFLICT where another user has the email. */
  createRegisteredUser: (wish: {
    id: UserId;
    email: string;
    firstName: string;
    lastName: string;
  }) => Promise<Reply<UserView>>;
  /** False where the user is gone or has another email by now. */
  markEmailVerified: (proof: { userId: UserId; email: string }) => Promise<Reply<boolean>>;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  linkTokens: LinkTokens;
  settings: Settings;
}
