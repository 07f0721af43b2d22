import type { CollectionDeclaration } from '#shared/data-api';

export const mailsIndexes: CollectionDeclaration = {
  name: 'mails',
  indexes: [{ name: 'due', keys: { status: 1, dueAt: 1 } }],
};
