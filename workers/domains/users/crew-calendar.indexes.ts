import type { CollectionDeclaration } from '#shared/data-api';

export const crewCalendarsIndexes: CollectionDeclaration = {
  name: 'crew_calendars',
  indexes: [{ name: 'unsettled', keys: { unsettledSince: 1 } }],
};
