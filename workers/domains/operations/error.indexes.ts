import type { CollectionDeclaration } from '#shared/data-api';

const SEVEN_DAYS_SECONDS = 7 * 24 * 60 * 60;

/** Newest first; gone a week after the last one of their kind. */
export const errorsIndexes: CollectionDeclaration = {
  name: 'errors',
  indexes: [
    { name: 'by_time', keys: { lastAt: -1, _id: -1 } },
    { name: 'expiry', keys: { lastAt: 1 }, expireAfterSeconds: SEVEN_DAYS_SECONDS },
  ],
};
