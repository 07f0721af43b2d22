import type { CollectionDeclaration } from '#shared/data-api';

export const usersIndexes: CollectionDeclaration = {
  name: 'users',
  indexes: [
    { name: 'one_per_email', keys: { email: 1 }, unique: true, partial: { live: true } },
    { name: 'by_name', keys: { live: 1, nameKey: 1, _id: 1 } },
    { name: 'by_type_and_name', keys: { live: 1, userType: 1, nameKey: 1, _id: 1 } },
    { name: 'by_company_and_name', keys: { live: 1, customerId: 1, nameKey: 1, _id: 1 } },
    { name: 'by_company_type_and_name', keys: { live: 1, customerId: 1, userType: 1, nameKey: 1, _id: 1 } },
    { name: 'by_email', keys: { live: 1, email: 1 } },
    { name: 'by_type_and_email', keys: { live: 1, userType: 1, email: 1 } },
    { name: 'by_key_of_number', keys: { 'crew.socialSecurityNumber.keyId': 1 } },
    { name: 'by_key_of_account', keys: { 'crew.bankAccount.keyId': 1 } },
    { name: 'by_key_of_legacy', keys: { 'legacy.kept.sealed.keyId': 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
