import * as z from 'zod';
import { toCsv } from '#shared/csv';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { invalid, invalidField, notFound } from '#shared/errors';
import { CUSTOMER_TYPE } from '#shared/enums';
import { CustomerId } from '#shared/ids';
import { Day, dayOf } from '#shared/instant';
import { sekOf } from '#shared/money';
import { hyphenated } from '#shared/written-form';
import { inCp437 } from '../domain/cp437.ts';
import { sieOf } from '../domain/sie.ts';
import type { StoredInvoice } from '../invoice.documents.ts';
import { shownStatus } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';

const MOST = 5_000;

/** What one company issued on the days from `from` to `to`, both included, by number. Throws 400 for more than fit a file. */
async function issuedBy(sellerId: CustomerId | null, from: Day, to: Day, deps: Deps): Promise<StoredInvoice[]> {
  const issued = await deps.invoices.find(
    { sellerId: sellerId && oid(sellerId), issuedDate: { $gte: from, $lte: to }, number: { $type: 'string' } },
    { sort: { issuedDate: 1, number: 1 }, limit: MOST + 1 },
  );
  if (issued.length > MOST) throw invalidField('to', `has more than ${MOST} documents before it: ask for fewer days`);
  return issued;
}

/** Whose books they are, as the newest document says it, otherwise as it is today. Throws 404 for nobody who sells. */
async function companyOf(
  sellerId: CustomerId | null,
  issued: readonly StoredInvoice[],
  deps: Deps,
): Promise<{ name: string; orgNumber: string }> {
  const seller = issued.at(-1)?.seller;
  if (seller) return seller;
  const company = sellerId === null ? deps.platformSeller : await deps.customer(sellerId);
  if (!company) throw notFound('The seller');
  return company;
}

async function sieFile(
  sellerId: CustomerId | null,
  issued: readonly StoredInvoice[],
  deps: Deps,
): Promise<Uint8Array<ArrayBuffer>> {
  const documents = issued.flatMap(({ number, issuedDate, buyer, ...rest }) =>
    number === null || issuedDate === null ? [] : [{ ...rest, number, issuedDate, buyerName: buyer?.name ?? '' }],
  );
  const company = await companyOf(sellerId, issued, deps);
  return inCp437(sieOf(company, documents, deps.accounts, dayOf(deps.call.now())));
}

const COLUMNS = [
  'invoiceNumber',
  'type',
  'issuedDate',
  'supplyDate',
  'dueDate',
  'status',
  'buyer',
  'buyerOrgNumber',
  'ocr',
  'amount',
  'vatAmount',
  'totalAmount',
  'rounding',
  'amountToPay',
  'currency',
  'paidDate',
  'paidAmount',
  'creditsInvoiceId',
];

/** A row for each document; amounts of a credit note are below zero, so that columns can be added up. */
function csvFile(issued: readonly StoredInvoice[]): string {
  const rows = issued.map((invoice) => {
    const sign = invoice.type === 'Invoice' ? 1 : -1;
    const amounts = [invoice.amountOre, invoice.vatOre, invoice.totalOre, invoice.roundingOre, invoice.toPayOre];
    return [
      invoice.number,
      invoice.type,
      invoice.issuedDate,
      invoice.supplyDate,
      invoice.dueDate,
      shownStatus(invoice.state),
      invoice.buyer?.name ?? null,
      invoice.buyer && hyphenated(invoice.buyer.orgNumber),
      invoice.ocr,
      ...amounts.map((amount) => (amount === 0 ? 0 : sign * sekOf(amount))),
      'SEK',
      invoice.paidDate,
      sekOf(invoice.paidOre),
      invoice.creditsInvoiceId,
    ];
  });
  return toCsv([COLUMNS, ...rows]);
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/invoices/export',
    access: 'invoices:export',
    summary: 'Export what one company issued in a period: vouchers for its bookkeeping (SIE 4, CP437) or a table (CSV)',
    query: z.object({
      from: Day,
      to: Day.meta({ description: 'The last day, included' }),
      format: z.enum(['sie', 'csv'], 'must be sie or csv'),
      sellerId: CustomerId.optional().meta({ description: 'A selling crew company; the platform itself where absent' }),
    }),
    answers: {
      200: {
        description: 'The file',
        body: z.union([z.instanceof(Uint8Array), z.string()]),
        files: ['text/plain', 'text/csv'],
        onlyFiles: true,
      },
    },
    refuses: ['NOT_FOUND'],
  },
  async ({ query: { from, to, format, sellerId = null }, deps }) => {
    if (to < from) throw invalid([{ field: 'to', message: 'must not be before from' }]);
    const [issued, customer] = await Promise.all([
      issuedBy(sellerId, from, to, deps),
      sellerId === null ? null : deps.customer(sellerId),
    ]);
    const sells = sellerId === null || customer?.customerType === CUSTOMER_TYPE.crewCompany || issued.length > 0;
    if (!sells) throw notFound('The seller');
    const name = `invoices-${from}-${to}`;
    const attached = (type: string, extension: string) => ({
      'content-type': type,
      'content-disposition': `attachment; filename="${name}.${extension}"`,
    });
    return format === 'sie'
      ? reply(200, await sieFile(sellerId, issued, deps), { headers: attached('text/plain; charset=ibm437', 'se') })
      : reply(200, csvFile(issued), { headers: attached('text/csv; charset=utf-8', 'csv') });
  },
);
