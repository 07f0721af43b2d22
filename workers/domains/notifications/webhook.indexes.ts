import type { CollectionDeclaration } from '#shared/data-api';

export const webhooksIndexes: CollectionDeclaration = {
  name: 'webhooks',
  indexes: [
    { name: 'by_owner', keys: { live: 1, customerId: 1, createdAt: -1, _id: -1 } },
    { name: 'newest', keys: { live: 1, createdAt: -1, _id: -1 } },
    { name: 'by_key', keys: { 'secret.keyId': 1 } },
    { name: 'by_key_before', keys: { 'previousSecret.secret.keyId': 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};
