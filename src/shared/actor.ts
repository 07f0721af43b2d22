import * as z from 'zod';
import { CUSTOMER_TYPE, CustomerType, USER_TYPE, UserType } from './enums.ts';
import { CustomerId, SessionId, UserId } from './ids.ts';

/** Who may be signed in (spec: section 2). `unlinked` is a userType 2 without a company. */
export const Role = z.enum(['admin', 'organizer', 'crewCompany', 'crew', 'unlinked']);
export type Role = z.infer<typeof Role>;

export const SignedIn = z.object({
  kind: z.literal('user'),
  userId: UserId,
  role: Role,
  userType: UserType,
  customerId: CustomerId.nullable(),
  customerType: CustomerType.nullable(),
  sessionId: SessionId,
});
export type SignedIn = z.infer<typeof SignedIn>;

const Anonymous = z.object({ kind: z.literal('anonymous') });

/** Who is asking. */
export type Actor = SignedIn | z.infer<typeof Anonymous>;

const Actor = z.discriminatedUnion('kind', [SignedIn, Anonymous]);

export const anonymous: Actor = { kind: 'anonymous' };

/** The one header in which the actor travels. Only the gateway writes it, and it strips it from what comes in. */
export const ACTOR_HEADER = 'x-thenorsound-actor';

export const actorToHeader = (actor: Actor): string => JSON.stringify(actor);

/** Throws on a malformed header: only our own gateway can have written it, so that is a bug. */
export function actorFromHeader(header: string | null): Actor {
  return header === null ? anonymous : Actor.parse(JSON.parse(header));
}

/** The role that follows from the kind of user and the kind of company (spec: section 2). */
export function roleOf(user: { userType: UserType; customerType: CustomerType | null }): Role {
  if (user.userType === USER_TYPE.admin) return 'admin';
  if (user.userType === USER_TYPE.crew) return 'crew';
  if (user.customerType === null) return 'unlinked';
  return user.customerType === CUSTOMER_TYPE.crewCompany ? 'crewCompany' : 'organizer';
}
