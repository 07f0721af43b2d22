import type { CollectionDeclaration } from '#shared/data-api';

export const customersIndexes: CollectionDeclaration = {
  name: 'customers',
  indexes: [
    { name: 'one_per_org_number', keys: { orgNumber: 1 }, unique: true, partial: { live: true } },
    { name: 'by_name', keys: { live: 1, nameKey: 1, _id: 1 } },
    { name: 'by_type_and_name', keys: { live: 1, customerType: 1, nameKey: 1, _id: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
