import type { CollectionDeclaration } from '#shared/data-api';

export const mailsIndexes: CollectionDeclaration = {
  name: 'mails',
  indexes: [
    { name: 'due', keys: { status: 1, dueAt: 1 } },
    { name: 'by_reader', keys: { userId: 1, mail: 1 } },
    { name: 'expires', keys: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};
