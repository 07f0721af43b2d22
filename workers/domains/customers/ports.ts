import type { Collection } from '#shared/documents';
import type { CustomerId } from '#shared/ids';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { UserView } from '../users/user.view.ts';
import type { StoredCustomer } from './customer.documents.ts';
import type { StoredTariff } from './tariff.documents.ts';

/** What this Worker needs from outside. */
export interface Deps extends Publisher {
  customers: Collection<StoredCustomer>;
  tariffs: Collection<StoredTariff>;
  /** The users of a company, as an administrator sees them. */
  usersOf: (customerId: CustomerId) => Promise<Reply<UserView[]>>;
  /** What keeps a company from being deleted. */
  hasFutureEvents: (customerId: CustomerId) => Promise<Reply<boolean>>;
  hasLiveBookings: (customerId: CustomerId) => Promise<Reply<boolean>>;
  hasUnpaidInvoices: (customerId: CustomerId) => Promise<Reply<boolean>>;
}
