import { oid } from '#shared/documents';
import type { CustomerId } from '#shared/ids';
import type { Deps } from './ports.ts';
import { unseal } from './sensitive-fields.ts';
import type { StoredUser } from './user.documents.ts';
import { toView, type UserView } from './user.view.ts';

/** What one request to the store brings; a company is small, but a list that is not paged must be whole. */
const AT_A_TIME = 1_000;

/** The users of a company, by name, as an administrator sees them. */
export async function usersOfCompany(
  customerId: CustomerId,
  { users, cipher }: Pick<Deps, 'users' | 'cipher'>,
): Promise<UserView[]> {
  const found: StoredUser[] = [];
  for (;;) {
    const some = await users.find(
      { live: true, customerId: oid(customerId) },
      { sort: { nameKey: 1, _id: 1 }, skip: found.length, limit: AT_A_TIME },
    );
    found.push(...some);
    if (some.length < AT_A_TIME) break;
  }
  return Promise.all(found.map(async (user) => toView(user, await unseal(user, cipher))));
}
