import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { notFound } from '#shared/errors';
import type { TariffId } from '#shared/ids';
import { requireReach, type Action } from '#shared/permissions';
import type { Deps } from './ports.ts';
import type { StoredTariff } from './tariff.documents.ts';

/** A tariff that the actor reaches with an action; 404 where there is none, it is deleted, or somebody else's. */
export async function findTariff(
  id: TariffId,
  action: Action,
  actor: SignedIn,
  deps: Pick<Deps, 'tariffs'>,
): Promise<StoredTariff> {
  const tariff = await deps.tariffs.findOne({ _id: oid(id), live: true });
  if (!tariff) throw notFound('The tariff');
  requireReach(actor, action, { companies: [tariff.customerId] }, 'The tariff');
  return tariff;
}
