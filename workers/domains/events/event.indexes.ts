import type { CollectionDeclaration } from '#shared/data-api';

/** Lists are by start, newest first; `endDate` stands in the keys so that an overlap is decided by the index alone. */
export const eventsIndexes: CollectionDeclaration = {
  name: 'events',
  indexes: [
    { name: 'by_start', keys: { live: 1, startDate: 1, endDate: 1, _id: 1 } },
    { name: 'by_status_and_start', keys: { live: 1, status: 1, startDate: 1, endDate: 1, _id: 1 } },
    { name: 'by_customer_and_start', keys: { customerId: 1, live: 1, startDate: 1, endDate: 1, _id: 1 } },
    {
      name: 'by_customer_status_and_start',
      keys: { customerId: 1, live: 1, status: 1, startDate: 1, endDate: 1, _id: 1 },
    },
    { name: 'by_name', keys: { live: 1, nameKey: 1 } },
    { name: 'by_customer_and_name', keys: { customerId: 1, live: 1, nameKey: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
