import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { TariffId } from '#shared/ids';
import { findTariff } from '../find-tariff.ts';
import type { Deps } from '../ports.ts';
import type { StoredTariff } from '../tariff.documents.ts';
import { TariffAmount, TariffCurrency } from '../tariff.input.ts';
import { TariffView, toTariffView } from '../tariff.view.ts';

const UpdateTariff = z.strictObject({ amount: TariffAmount.optional(), currency: TariffCurrency.optional() });

/** Changes what a customer pays from now on: what is booked keeps its rate. */
export async function updateTariff(
  id: TariffId,
  wish: z.infer<typeof UpdateTariff>,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredTariff> {
  const tariff = await findTariff(id, 'tariffs:update', actor, deps);
  requireVersion(tariff.version, ifMatch);
  const { amount = tariff.amountOre } = wish;
  if (amount === tariff.amountOre) return tariff;

  const now = call.now();
  const events = [
    occurred(
      'tariff.updated',
      { customerId: tariff.customerId, tariffId: id, amount },
      { now, traceId: call.trace.traceId },
    ),
    audited(actor, 'tariffs:update', 'tariff', id, call),
  ];
  const won = await deps.tariffs.update(
    { _id: oid(id), live: true, version: tariff.version },
    change(now, { set: { amountOre: amount }, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return updateTariff(id, wish, ifMatch, actor, deps, call);
  deps.publish(events);
  return { ...tariff, amountOre: amount, version: tariff.version + 1, updatedAt: now };
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/tariffs/{tariffId}',
    access: 'tariffs:update',
    summary: 'Change the amount of a tariff; what is booked keeps its rate',
    params: z.object({ tariffId: TariffId }),
    body: UpdateTariff,
    answers: { 200: { description: 'The tariff', body: TariffView, etag: true } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const tariff = await updateTariff(params.tariffId, body, ifMatch, actor, deps, call);
    return reply(200, toTariffView(tariff), { etag: etagOf(tariff.version) });
  },
);
