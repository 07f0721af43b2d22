import type { Role } from '#shared/actor';
import { USER_TYPE } from '#shared/enums';
import { conflict, type FieldProblem } from '#shared/errors';
import { fullName } from './new-user.ts';
import type { StoredUser } from './user.documents.ts';
import { CREW_ONLY, type UserUpdate } from './user.input.ts';

/** The fields that not everybody who may change a user may set (spec: section 4, `PUT /api/users/{id}`). */
const settableBy = {
  userType: ['admin'],
  customerId: ['admin'],
  isActive: ['admin', 'organizer', 'crewCompany'],
} as const satisfies Record<string, readonly Role[]>;

type Guarded = keyof typeof settableBy;

/** What a role would set that is not its to set. Sending the present value is fine. */
export const notTheirs = (role: Role, user: Pick<StoredUser, Guarded>, wish: UserUpdate): FieldProblem[] =>
  (Object.keys(settableBy) as Guarded[])
    .filter((field) => wish[field] !== undefined && wish[field] !== user[field])
    .filter((field) => !(settableBy[field] as readonly Role[]).includes(role))
    .map((field) => ({ field, message: 'is not yours to change' }));

type Person = Pick<StoredUser, 'userType' | 'customerId' | 'firstName' | 'lastName' | 'name'>;

/** What is wrong with a user as they would be after a change: what they must have follows from what they are. */
export function problemsAfter(user: Person, wish: UserUpdate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string) => problems.push({ field, message });
  const { userType, customerId, firstName, lastName } = afterChange(user, wish);
  if (userType === USER_TYPE.crew) {
    if (wish.name === null) problem('name', 'is required of crew');
  } else {
    if (firstName === null) problem('firstName', 'is required');
    if (lastName === null) problem('lastName', 'is required');
    if (wish.name !== undefined && wish.name !== user.name && wish.name !== fullName(firstName, lastName)) {
      problem('name', 'is made of firstName and lastName; only crew have one of their own');
    }
    for (const field of CREW_ONLY) if (wish[field] !== undefined) problem(field, 'only crew have this');
  }
  if (userType === USER_TYPE.admin && customerId !== null) problem('customerId', 'an administrator has no company');
  // Who registered and belongs nowhere yet may stay so.
  const isUnlinked = user.customerId === null && user.userType === userType;
  if (userType !== USER_TYPE.admin && customerId === null && !isUnlinked) problem('customerId', 'is required');
  return problems;
}

/** Who somebody is after a change. Crew keep a name of their own; that of others is made of both names. */
export function afterChange(user: Person, wish: UserUpdate): Person {
  const { userType = user.userType, customerId = user.customerId } = wish;
  const { firstName = user.firstName, lastName = user.lastName } = wish;
  const name = userType === USER_TYPE.crew ? (wish.name ?? user.name) : fullName(firstName, lastName);
  return { userType, customerId, firstName, lastName, name };
}

export const beingChanged = () => conflict('The user is being changed by somebody else; try again in a minute');
