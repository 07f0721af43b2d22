import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import type { Envelope } from '#shared/domain-events';
import { ask } from '#shared/reply';
import type { StoredCustomer } from './customer.documents.ts';
import type { Deps } from './ports.ts';
import type { StoredTariff } from './tariff.documents.ts';

/**
 * Decides a deletion that has begun (`deletion` is on the document): finished where nothing depends on the company,
 * given up where something does. While the mark stands, whoever writes something under the company waits for the
 * decision (events: `event.created`), so nothing that the look misses can stay.
 *
 * @returns what depends on it; nothing, where it is deleted; null where somebody else decided meanwhile
 */
export async function decideDeletion(
  customer: StoredCustomer,
  deletion: Envelope,
  version: number | null,
  deps: Deps,
  call: Pick<Call, 'now'>,
): Promise<string[] | null> {
  const dependants = await dependantsOf(customer, deps);
  if (dependants.length > 0) {
    await giveUpDeletion(customer, deletion, deps);
    return dependants;
  }
  const now = call.now();
  const won = await deps.customers.update(
    { ...marked(customer, deletion), live: true, ...(version !== null && { version }) },
    change(now, { set: { live: false }, unset: ['deletion'], events: [deletion] }),
  );
  if (!won) return null;
  deps.publish([deletion]);
  await deleteTariffsOf(customer, deps, now);
  return [];
}

/** Takes this very mark away; another deletion of the same company keeps its own. */
export const giveUpDeletion = (customer: StoredCustomer, deletion: Envelope, deps: Pick<Deps, 'customers'>) =>
  deps.customers.update(marked(customer, deletion), { $unset: { deletion: '' } });

const marked = (customer: StoredCustomer, deletion: Envelope) => ({
  _id: oid(customer._id),
  'deletion.id': deletion.id,
});

async function dependantsOf({ _id: id }: StoredCustomer, deps: Deps): Promise<string[]> {
  const [events, bookings, invoices] = await Promise.all([
    ask('events', deps.hasFutureEvents(id)),
    ask('bookings', deps.hasLiveBookings(id)),
    ask('invoicing', deps.hasUnpaidInvoices(id)),
  ]);
  return [
    ...(events ? ['future events'] : []),
    ...(bookings ? ['live bookings'] : []),
    ...(invoices ? ['unpaid invoices'] : []),
  ];
}

/** The sweep's part for a company: decides what stopped half-way, and takes the tariffs of a deleted one along. */
export async function settleCustomer(customer: StoredCustomer, deps: Deps, call: Call): Promise<boolean> {
  if (customer.deletion) {
    await decideDeletion(customer, customer.deletion, null, deps, call);
    // The document has changed: what is left of it is met at the next sweep.
    return false;
  }
  if (!customer.live) await deleteTariffsOf(customer, deps, call.now());
  return true;
}

/** The sweep's part for a tariff: its customer may have been deleted between the check and the write. */
export async function settleTariff(tariff: StoredTariff, deps: Deps, call: Call): Promise<boolean> {
  if (!tariff.live) return true;
  const customer = await deps.customers.findOne({ _id: oid(tariff.customerId), live: true });
  if (customer) return customer.deletion === undefined;
  await deps.tariffs.update({ _id: oid(tariff._id), live: true }, change(call.now(), { set: { live: false } }));
  return true;
}

const deleteTariffsOf = ({ _id }: StoredCustomer, deps: Pick<Deps, 'tariffs'>, now: Date) =>
  deps.tariffs.updateMany({ customerId: oid(_id), live: true }, change(now, { set: { live: false } }));
