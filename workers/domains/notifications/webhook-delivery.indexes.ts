import type { CollectionDeclaration } from '#shared/data-api';

const THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

export const webhookDeliveriesIndexes: CollectionDeclaration = {
  name: 'webhook_deliveries',
  indexes: [
    {
      name: 'one_per_webhook_and_event',
      keys: { webhookId: 1, messageId: 1 },
      unique: true,
      partial: { isReplay: false },
    },
    { name: 'log', keys: { webhookId: 1, createdAt: -1, _id: -1 } },
    { name: 'log_by_status', keys: { webhookId: 1, status: 1, createdAt: -1, _id: -1 } },
    { name: 'due', keys: { status: 1, dueAt: 1, webhookId: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
    { name: 'expiry', keys: { createdAt: 1 }, expireAfterSeconds: THIRTY_DAYS_SECONDS },
  ],
};
