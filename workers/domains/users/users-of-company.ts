import { oid, type Query } from '#shared/documents';
import { USER_TYPE } from '#shared/enums';
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
  const found = await everyoneWith({ customerId: oid(customerId) }, users);
  return Promise.all(found.map(async (user) => toView(user, await unseal(user, cipher))));
}

/** Who runs a company, by name: its users without its crew, of whom there may be hundreds. */
export const managersOfCompany = (customerId: CustomerId, users: Deps['users']): Promise<StoredUser[]> =>
  everyoneWith({ customerId: oid(customerId), userType: USER_TYPE.customer }, users);

async function everyoneWith(filter: Query, users: Deps['users']): Promise<StoredUser[]> {
  const found: StoredUser[] = [];
  for (;;) {
    const page = { sort: { nameKey: 1, _id: 1 }, skip: found.length, limit: AT_A_TIME };
    const some = await users.find({ live: true, ...filter }, page);
    found.push(...some);
    if (some.length < AT_A_TIME) return found;
  }
}
