import { oid } from '#shared/documents';
import type { CustomerId } from '#shared/ids';
import type { Deps } from './ports.ts';

/** A customer's tariffs, by category, skill and time type. */
export const tariffsOf = (customerId: CustomerId, deps: Pick<Deps, 'tariffs'>) =>
  deps.tariffs.find(
    { customerId: oid(customerId), live: true },
    { sort: { categoryKey: 1, skillKey: 1, timeType: 1 } },
  );
