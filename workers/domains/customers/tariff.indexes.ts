import type { CollectionDeclaration } from '#shared/data-api';

export const tariffsIndexes: CollectionDeclaration = {
  name: 'tariffs',
  indexes: [
    {
      name: 'one_per_skill_and_time_type',
      keys: { customerId: 1, categoryKey: 1, skillKey: 1, timeType: 1 },
      unique: true,
      partial: { live: true },
    },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
