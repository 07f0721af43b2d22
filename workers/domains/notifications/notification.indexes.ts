import type { CollectionDeclaration } from '#shared/data-api';

export const notificationsIndexes: CollectionDeclaration = {
  name: 'notifications',
  indexes: [
    { name: 'one_per_message_and_person', keys: { messageId: 1, userId: 1 }, unique: true },
    { name: 'feed', keys: { userId: 1, createdAt: -1, _id: -1 } },
    { name: 'unread_feed', keys: { userId: 1, unread: 1, createdAt: -1, _id: -1 } },
    { name: 'by_link', keys: { link: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
