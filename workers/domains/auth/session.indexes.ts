import type { CollectionDeclaration } from '#shared/data-api';

/** Longer than an access token lives: an ended session stays on the revocation list as long as its tokens could be used. */
const KEPT_AFTER_EXPIRY_SECONDS = 60 * 60;

export const sessionsIndexes: CollectionDeclaration = {
  name: 'auth_refreshTokens',
  indexes: [
    { name: 'of_user', keys: { userId: 1, revokedAt: 1, createdAt: -1 } },
    { name: 'revoked', keys: { revokedAt: 1 } },
    { name: 'expiry', keys: { expiresAt: 1 }, expireAfterSeconds: KEPT_AFTER_EXPIRY_SECONDS },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
