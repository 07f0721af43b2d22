import type { CollectionDeclaration } from '#shared/data-api';

export const dailyTotalsIndexes: CollectionDeclaration = {
  name: 'daily_totals',
  indexes: [
    { name: 'by_day', keys: { day: 1, customerId: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
    { name: 'by_computation', keys: { computedAt: 1 } },
  ],
};
