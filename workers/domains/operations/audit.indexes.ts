import type { CollectionDeclaration } from '#shared/data-api';

/** Newest first, alone or for one actor, one kind of resource, or one resource. */
export const auditIndexes: CollectionDeclaration = {
  name: 'audit',
  indexes: [
    { name: 'by_time', keys: { at: -1, _id: -1 } },
    { name: 'by_actor', keys: { actorId: 1, at: -1, _id: -1 } },
    { name: 'by_resource', keys: { resource: 1, at: -1, _id: -1 } },
    { name: 'by_resource_id', keys: { resourceId: 1, at: -1, _id: -1 } },
  ],
};
