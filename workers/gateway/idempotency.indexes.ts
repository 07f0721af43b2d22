import type { CollectionDeclaration } from '#shared/data-api';

const ONE_DAY_SECONDS = 24 * 60 * 60;

export const idempotencyIndexes: CollectionDeclaration = {
  name: 'idempotency',
  indexes: [{ name: 'expiry', keys: { createdAt: 1 }, expireAfterSeconds: ONE_DAY_SECONDS }],
};
