import type { CollectionDeclaration } from '#shared/data-api';
import { invoiceState } from './domain/status.ts';

export const invoicesIndexes: CollectionDeclaration = {
  name: 'invoices',
  indexes: [
    { name: 'one_per_booking', keys: { slot: 1 }, unique: true, partial: { slot: { $type: 'objectId' } } },
    {
      name: 'one_gathering_per_event_and_seller',
      keys: { eventId: 1, sellerId: 1 },
      unique: true,
      partial: { state: invoiceState.Gathering },
    },
    {
      name: 'one_per_number',
      keys: { sellerId: 1, number: 1 },
      unique: true,
      partial: { number: { $type: 'string' } },
    },
    { name: 'by_buyer', keys: { customerId: 1, createdAt: -1, _id: -1 } },
    { name: 'by_buyer_and_state', keys: { customerId: 1, state: 1, createdAt: -1, _id: -1 } },
    { name: 'by_buyer_and_supply', keys: { customerId: 1, supplyDate: 1 } },
    { name: 'by_seller', keys: { sellerId: 1, createdAt: -1, _id: -1 } },
    { name: 'by_seller_and_state', keys: { sellerId: 1, state: 1, createdAt: -1, _id: -1 } },
    { name: 'by_reference', keys: { 'seller.bankgiro': 1, ocr: 1 }, partial: { ocr: { $type: 'string' } } },
    { name: 'by_seller_and_day', keys: { sellerId: 1, issuedDate: 1, number: 1 } },
    { name: 'by_due_day', keys: { state: 1, dueDate: 1 } },
    { name: 'unsettled', keys: { unsettledSince: 1 } },
  ],
};

export const invoiceSeriesIndexes: CollectionDeclaration = {
  name: 'invoice_series',
  indexes: [
    { name: 'one_per_seller_and_year', keys: { sellerId: 1, year: 1 }, unique: true },
    { name: 'one_per_serial_and_year', keys: { year: 1, serial: 1 }, unique: true },
    { name: 'by_serial', keys: { serial: -1 } },
  ],
};
