import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { TariffId } from '#shared/ids';
import { findTariff } from '../find-tariff.ts';
import type { Deps } from '../ports.ts';

/** Deletes a tariff; the same category, skill and time type may then be priced anew. What is booked keeps its rate. */
export async function deleteTariff(
  id: TariffId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<void> {
  const tariff = await findTariff(id, 'tariffs:delete', actor, deps);
  requireVersion(tariff.version, ifMatch);
  const events = [audited(actor, 'tariffs:delete', 'tariff', id, call)];
  const won = await deps.tariffs.update(
    { _id: oid(id), live: true, version: tariff.version },
    change(call.now(), { set: { live: false }, events }),
  );
  // Where somebody was faster, what they left decides.
  if (!won) return deleteTariff(id, ifMatch, actor, deps, call);
  deps.publish(events);
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/tariffs/{tariffId}',
    access: 'tariffs:delete',
    summary: 'Delete a tariff; what is booked keeps its rate',
    params: z.object({ tariffId: TariffId }),
    answers: { 200: { description: 'It is deleted', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteTariff(params.tariffId, ifMatch, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
