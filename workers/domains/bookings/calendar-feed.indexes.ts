import type { CollectionDeclaration } from '#shared/data-api';

export const calendarFeedsIndexes: CollectionDeclaration = {
  name: 'calendar_feeds',
  indexes: [
    { name: 'by_secret', keys: { secretHash: 1 }, unique: true },
    { name: 'by_user', keys: { userId: 1, live: 1, createdAt: -1, _id: -1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
