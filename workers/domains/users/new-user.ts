import { USER_TYPE, type UserType } from '#shared/enums';
import type { CustomerId, UserId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';
import type { StoredUser } from './user.documents.ts';

/** Who somebody is. Crew go by one name; the others by a first and a last one, of which `name` is made. */
export interface Identity {
  email: string;
  firstName: string | null;
  lastName: string | null;
  name: string | null;
  userType: UserType;
  customerId: CustomerId | null;
  phone?: string | null;
  preferences?: StoredUser['preferences'];
}

export const fullName = (firstName: string | null, lastName: string | null): string =>
  [firstName, lastName].filter((part) => part !== null).join(' ');

/** A new user as it is stored, but for the events that tell of it. */
export function newUser(
  id: UserId,
  identity: Identity,
  now: Date,
  crew: StoredUser['crew'] = null,
): Omit<StoredUser, 'outbox' | 'credentialPending'> {
  const name =
    identity.userType === USER_TYPE.crew && identity.name !== null
      ? identity.name
      : fullName(identity.firstName, identity.lastName);
  return {
    _id: id,
    ...firstVersion(now),
    email: identity.email,
    firstName: identity.firstName,
    lastName: identity.lastName,
    name,
    nameKey: searchKey(name),
    userType: identity.userType,
    customerId: identity.customerId,
    phone: identity.phone ?? null,
    isActive: true,
    emailVerified: false,
    preferences: identity.preferences ?? { language: 'sv', emailNotifications: true },
    crew,
    live: true,
  };
}
