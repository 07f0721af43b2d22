import type { CollectionDeclaration } from '#shared/data-api';

const ONE_DAY_SECONDS = 24 * 60 * 60;

export const credentialsIndexes: CollectionDeclaration = {
  name: 'credentials',
  indexes: [
    { name: 'one_per_email', keys: { emailKey: 1 }, unique: true, partial: { live: true } },
    { name: 'revoked', keys: { revokedBefore: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
    { name: 'forgotten', keys: { removedAt: 1 }, expireAfterSeconds: ONE_DAY_SECONDS },
  ],
};
