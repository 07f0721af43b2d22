import type { CollectionDeclaration } from '#shared/data-api';

const THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

export const mailsIndexes: CollectionDeclaration = {
  name: 'mails',
  indexes: [
    { name: 'due', keys: { status: 1, dueAt: 1 } },
    { name: 'expiry', keys: { endedAt: 1 }, expireAfterSeconds: THIRTY_DAYS_SECONDS },
  ],
};
