import * as z from 'zod';
import { oid } from '#shared/documents';
import { storedEnum } from '#shared/enums';
import type { CustomerId } from '#shared/ids';
import { dayOf, type Period } from '#shared/instant';
import { ore, type Ore } from '#shared/money';
import { invoiceState } from '../invoice.documents.ts';
import type { Deps } from '../ports.ts';

/** Öre, without VAT. */
export interface InvoicedRevenue {
  /** Issued invoices, less the credit notes on them. */
  invoicedOre: Ore;
  /** Those that are paid. */
  paidOre: Ore;
}

/**
 * What an organizer was invoiced for work that ended in a period, by the day of supply, added up in the store. An invoice
 * counts once it has its number, and keeps counting when it is credited, for the credit note takes it off again.
 */
export async function revenueOf(
  customerId: CustomerId,
  { start, end }: Period,
  { invoices }: Pick<Deps, 'invoices'>,
): Promise<InvoicedRevenue> {
  const Row = z.object({
    _id: z.object({ type: z.enum(['Invoice', 'CreditNote']), state: storedEnum(invoiceState) }),
    amountOre: z.int(),
  });
  // The period is half-open: work on the day that begins at its end is not in it.
  const supplyDate = { $gte: dayOf(start), $lte: dayOf(new Date(end.getTime() - 1)) };
  const rows = await invoices.aggregate(
    [
      { $match: { customerId: oid(customerId), supplyDate, number: { $type: 'string' } } },
      { $group: { _id: { type: '$type', state: '$state' }, amountOre: { $sum: '$amountOre' } } },
    ],
    Row,
  );
  let invoiced = 0;
  let paid = 0;
  for (const { _id, amountOre } of rows) {
    invoiced += _id.type === 'Invoice' ? amountOre : -Math.abs(amountOre);
    if (_id.type === 'Invoice' && _id.state === 'Paid') paid += amountOre;
  }
  return { invoicedOre: ore(invoiced), paidOre: ore(paid) };
}
