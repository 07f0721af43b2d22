import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { CUSTOMER_TYPE } from '#shared/enums';
import { conflict, invalidField, notFound } from '#shared/errors';
import { CustomerId, newId, TariffId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { newTariff } from '../domain/tariff.ts';
import type { Deps } from '../ports.ts';
import type { StoredTariff } from '../tariff.documents.ts';
import { TariffInput } from '../tariff.input.ts';
import { TariffView, toTariffView } from '../tariff.view.ts';

/** Adds what a customer pays for a skill. Only event organizers have tariffs; one for each skill and time type. */
export async function addTariff(
  customerId: CustomerId,
  wish: TariffInput,
  id: TariffId,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredTariff> {
  requireReach(actor, 'tariffs:create', { companies: [customerId] }, 'The customer');
  const customer = await deps.customers.findOne({ _id: oid(customerId), live: true });
  if (!customer) throw notFound('The customer');
  if (customer.customerType !== CUSTOMER_TYPE.eventOrganizer) {
    throw invalidField('customerId', 'only an event organizer has tariffs');
  }
  const now = call.now();
  const events = [
    occurred('tariff.updated', { customerId, tariffId: id, amount: wish.amount }, { now, traceId: call.trace.traceId }),
    audited(actor, 'tariffs:create', 'tariff', id, call),
  ];
  const tariff = { ...newTariff(id, customerId, wish, now), ...untold(now, events) };
  try {
    await deps.tariffs.insert(tariff);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.tariffs.findOne({ _id: oid(id) });
    // The same addition again, after its answer was lost: it stands.
    if (standing) return standing;
    throw conflict('There is a tariff for this category, skill and time type already');
  }
  deps.publish(events);
  return tariff;
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/customers/{id}/tariffs',
    access: 'tariffs:create',
    summary: 'Add a tariff: what an event organizer pays for a skill',
    params: z.object({ id: CustomerId }),
    body: TariffInput,
    answers: { 201: { description: 'The new tariff', body: TariffView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, body, actor, deps, call, newId: givenId }) => {
    const id = TariffId.parse(givenId ?? newId<TariffId>());
    const tariff = await addTariff(params.id, body, id, actor, deps, call);
    return reply(201, toTariffView(tariff), {
      etag: etagOf(tariff.version),
      headers: { location: `/api/tariffs/${id}` },
    });
  },
);
