import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { forbidden, invalid, notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { StoredCustomer } from '../customer.documents.ts';
import { CompanyUpdate } from '../customer.input.ts';
import { CustomerView, toView } from '../customer.view.ts';
import { notTheirs, updatedCompany, updateProblems } from '../company-update.ts';
import type { Deps } from '../ports.ts';

/** What an update writes. */
const Changeable = StoredCustomer.pick({
  name: true,
  nameKey: true,
  address: true,
  city: true,
  zipCode: true,
  country: true,
  email: true,
  phone: true,
  contact: true,
  isActive: true,
  vatNumber: true,
  paymentTermsDays: true,
  invoiceReference: true,
  peppolId: true,
  seller: true,
});

/** Changes what a company says of itself. What it is (number, type) never changes; whether it is active, an administrator says. */
export async function updateCustomer(
  id: CustomerId,
  wish: CompanyUpdate,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredCustomer> {
  requireReach(actor, 'customers:update', { companies: [id] }, 'The customer');
  const customer = await deps.customers.findOne({ _id: oid(id), live: true });
  if (!customer) throw notFound('The customer');
  requireVersion(customer.version, ifMatch);
  const foreign = notTheirs(actor.role, customer, wish);
  if (foreign.length > 0) throw forbidden('You may not change this', foreign);
  const problems = updateProblems(customer, wish);
  if (problems.length > 0) throw invalid(problems);

  const now = call.now();
  const next = updatedCompany(customer, wish, { userId: actor.userId, now });
  const set = storedForm(next);
  if (JSON.stringify(set) === JSON.stringify(storedForm(customer))) return customer;

  const events = [audited(actor, 'customers:update', 'customer', id, call)];
  const won = await deps.customers.update(
    { _id: oid(id), live: true, version: customer.version },
    change(now, { set, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return updateCustomer(id, wish, ifMatch, actor, deps, call);
  deps.publish(events);
  return { ...next, version: customer.version + 1, updatedAt: now };
}

/** What can change of a company, as it is stored. */
const storedForm = (customer: StoredCustomer) => z.encode(Changeable, customer);

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/customers/{id}',
    access: 'customers:update',
    summary: 'Change what a customer says of itself: what is absent stays, null clears',
    params: z.object({ id: CustomerId }),
    body: CompanyUpdate,
    answers: { 200: { description: 'The customer', body: CustomerView, etag: true } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const customer = await updateCustomer(params.id, body, ifMatch, actor, deps, call);
    return reply(200, toView(customer), { etag: etagOf(customer.version) });
  },
);
