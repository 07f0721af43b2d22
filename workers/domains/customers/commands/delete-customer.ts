import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import type { Envelope } from '#shared/domain-events';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { conflict, notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { StoredCustomer } from '../customer.documents.ts';
import type { Deps } from '../ports.ts';
import { decideDeletion, giveUpDeletion } from '../settle-deletion.ts';

/**
 * Deletes a company on which nothing depends: mark, look for dependants, finish or unmark (architecture: "Deleting a
 * customer"). Where this stops half-way the sweep decides. Its organization number is free again.
 */
export async function deleteCustomer(
  id: CustomerId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<void> {
  requireReach(actor, 'customers:delete', { companies: [id] }, 'The customer');
  const customer = await deps.customers.findOne({ _id: oid(id), live: true });
  if (!customer) throw notFound('The customer');
  requireVersion(customer.version, ifMatch);

  // A deletion that has begun already is joined: its mark stood before this look, which is all that matters.
  const deletion = customer.deletion ?? (await mark(customer, actor, deps, call));
  if (!deletion) return deleteCustomer(id, ifMatch, actor, deps, call);
  let dependants: string[] | null;
  try {
    dependants = await decideDeletion(customer, deletion, ifMatch, deps, call);
  } catch (error) {
    // The caller hears that it failed, so the sweep must not delete the company behind their back.
    await giveUpDeletion(customer, deletion, deps);
    throw error;
  }
  if (dependants === null) {
    // Somebody was faster: what they left decides.
    await giveUpDeletion(customer, deletion, deps);
    return deleteCustomer(id, ifMatch, actor, deps, call);
  }
  if (dependants.length > 0) throw conflict(`The customer has ${dependants.join(' and ')}`);
}

/** Says on the document that its deletion has begun; null where it has changed since it was read. */
async function mark(customer: StoredCustomer, actor: SignedIn, deps: Deps, call: Call): Promise<Envelope | null> {
  const deletion = audited(actor, 'customers:delete', 'customer', customer._id, call);
  const won = await deps.customers.update(
    { _id: oid(customer._id), live: true, version: customer.version, deletion: { $exists: false } },
    { $set: { deletion }, $min: { unsettledSince: call.now() } },
  );
  return won ? deletion : null;
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/customers/{id}',
    access: 'customers:delete',
    summary: 'Delete a customer without future events, live bookings and unpaid invoices',
    params: z.object({ id: CustomerId }),
    answers: { 200: { description: 'It is deleted', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteCustomer(params.id, ifMatch, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
