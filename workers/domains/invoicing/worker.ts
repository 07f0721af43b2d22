import { serveEndpoints } from '#shared/endpoint';
import { consumer } from '#shared/queue-consumer';
import changeInvoiceStatus from './commands/change-invoice-status.ts';
import creditInvoice from './commands/credit-invoice.ts';
import generateEventInvoice from './commands/generate-event-invoice.ts';
import generateInvoice from './commands/generate-invoice.ts';
import importPayments from './commands/import-payments.ts';
import { depsFrom, type Env } from './deps.ts';
import { handlers } from './handlers.ts';
import checkSeries from './queries/check-series.ts';
import exportInvoices from './queries/export-invoices.ts';
import getInvoicePdf from './queries/get-invoice-pdf.ts';
import getInvoiceUbl from './queries/get-invoice-ubl.ts';
import getInvoice from './queries/get-invoice.ts';
import listInvoices from './queries/list-invoices.ts';
import preflightInvoice from './queries/preflight-invoice.ts';

export { InvoicingForColleagues } from './for-colleagues.ts';

export const invoicing = serveEndpoints(
  'invoicing',
  [
    generateInvoice,
    generateEventInvoice,
    changeInvoiceStatus,
    checkSeries,
    creditInvoice,
    exportInvoices,
    getInvoice,
    importPayments,
    getInvoicePdf,
    getInvoiceUbl,
    listInvoices,
    preflightInvoice,
  ],
  depsFrom,
);

export default {
  fetch: invoicing.fetch,
  queue: consumer('invoicing', handlers, depsFrom),
} satisfies ExportedHandler<Env>;
