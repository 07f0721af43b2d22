import type { CollectionDeclaration } from '#shared/data-api';

export const bookingsIndexes: CollectionDeclaration = {
  name: 'bookings',
  indexes: [
    { name: 'by_event', keys: { eventId: 1, startTime: 1, _id: 1 } },
    { name: 'by_event_and_status', keys: { eventId: 1, status: 1, _id: 1 } },
    { name: 'by_event_and_crew', keys: { eventId: 1, crewId: 1, status: 1 } },
    { name: 'by_event_and_crew_company', keys: { eventId: 1, crewCompanyId: 1, status: 1 } },
    { name: 'by_crew', keys: { crewId: 1, startTime: 1, endTime: 1, _id: 1 } },
    { name: 'by_customer', keys: { customerId: 1, startTime: 1, _id: 1 } },
    { name: 'by_customer_and_status', keys: { customerId: 1, status: 1, startTime: 1, _id: 1 } },
    { name: 'by_crew_company', keys: { crewCompanyId: 1, startTime: 1, _id: 1 } },
    { name: 'by_crew_company_and_status', keys: { crewCompanyId: 1, status: 1, startTime: 1, _id: 1 } },
    { name: 'by_status_and_end', keys: { status: 1, endTime: 1, _id: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
    { name: 'tombstones_expire', keys: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};
