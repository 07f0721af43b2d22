import * as z from 'zod';
import { oid, type Query } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { enumInput, invoiceStatus, type InvoiceStatus } from '#shared/enums';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { hiddenStates } from '../domain/status.ts';
import { invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import { InvoiceView, toView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';

const MOST = 5_000;

/** The states that are shown as a status. */
const statesShownAs = (status: InvoiceStatus): number[] =>
  status === 'Draft' ? [invoiceState.Draft, invoiceState.Issuing] : [invoiceState[status]];

/** The newest invoices of a company first: what an event organizer buys, what a crew company sells. */
async function invoicesOf(whose: Query, status: InvoiceStatus | undefined, deps: Deps): Promise<StoredInvoice[]> {
  const state = status === undefined ? { $nin: hiddenStates } : { $in: statesShownAs(status) };
  return deps.invoices.find({ ...whose, state }, { sort: { createdAt: -1, _id: -1 }, limit: MOST });
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers/{cid}/invoices',
    access: 'invoices:list',
    summary: `List the invoices that an event organizer buys or a crew company sells, the newest ${MOST} at most`,
    params: z.object({ cid: CustomerId }),
    query: z.object({ status: enumInput(invoiceStatus).optional() }),
    answers: { 200: { description: 'Its invoices, newest first', body: z.array(InvoiceView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params: { cid }, query, actor, deps }) => {
    requireReach(actor, 'invoices:list', { companies: [cid] }, 'The customer');
    // A manager's own company is there, or the manager would not be signed in; an administrator may name any.
    const [customer, bought, sold] = await Promise.all([
      actor.role === 'admin' ? deps.customer(cid) : true,
      actor.role === 'crewCompany' ? [] : invoicesOf({ customerId: oid(cid) }, query.status, deps),
      actor.role === 'organizer' ? [] : invoicesOf({ sellerId: oid(cid) }, query.status, deps),
    ]);
    if (!customer) throw notFound('The customer');
    // A company is one or the other, so one of the two is empty.
    return reply(200, [...bought, ...sold].map(toView));
  },
);
