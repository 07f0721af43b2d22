import type { CollectionDeclaration } from '#shared/data-api';

const live = { live: true };

/**
 * Lists are by start, newest first; `endDate` stands in the keys so that an overlap is decided by the index alone. What
 * is not deleted is a condition, not a key: as a key it would look selective, and an organizer's list would be looked for
 * among everybody's events.
 */
export const eventsIndexes: CollectionDeclaration = {
  name: 'events',
  indexes: [
    { name: 'by_start', keys: { startDate: 1, endDate: 1, _id: 1 }, partial: live },
    { name: 'by_status_and_start', keys: { status: 1, startDate: 1, endDate: 1, _id: 1 }, partial: live },
    { name: 'by_customer_and_start', keys: { customerId: 1, startDate: 1, endDate: 1, _id: 1 }, partial: live },
    {
      name: 'by_customer_status_and_start',
      keys: { customerId: 1, status: 1, startDate: 1, endDate: 1, _id: 1 },
      partial: live,
    },
    { name: 'by_name', keys: { nameKey: 1 }, partial: live },
    { name: 'by_customer_and_name', keys: { customerId: 1, nameKey: 1 }, partial: live },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
