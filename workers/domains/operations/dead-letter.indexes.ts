import type { CollectionDeclaration } from '#shared/data-api';

export const deadLettersIndexes: CollectionDeclaration = {
  name: 'dead_letters',
  indexes: [
    {
      name: 'one_per_subscriber_and_message',
      keys: { subscriber: 1, messageId: 1 },
      unique: true,
      partial: { messageId: { $type: 'objectId' } },
    },
    { name: 'by_time', keys: { parkedAt: -1, _id: -1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
