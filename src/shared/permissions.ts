import type { Actor, Role, SignedIn } from './actor.ts';
import { forbidden, notFound, unauthorized } from './errors.ts';
import type { CustomerId, UserId } from './ids.ts';

/**
 * Whose records a role reaches with an action.
 * - `any`: everybody's. `company`: those that name the caller's company. `self`: those that are, or name, the caller.
 * - `crew`: any crew member. `booked`: events on which the caller, or the caller's crew, has a booking.
 */
export type Reach = 'any' | 'company' | 'self' | 'crew' | 'booked';

const everyone = {
  admin: ['self'],
  organizer: ['self'],
  crewCompany: ['self'],
  crew: ['self'],
  unlinked: ['self'],
} as const;
const admin = { admin: ['any'] } as const;
const organizer = { admin: ['any'], organizer: ['company'] } as const;
const managers = { admin: ['any'], organizer: ['company'], crewCompany: ['company'] } as const;
const crewAndTheirCompany = { admin: ['any'], crewCompany: ['company'], crew: ['self'] } as const;
const parties = { ...crewAndTheirCompany, organizer: ['company'] } as const;
const selling = { admin: ['any'], crewCompany: ['company'] } as const;

/**
 * THE authorization table (spec: sections 2-9): action, role, reach. What is not here is refused. Enforcement, the
 * gateway's route table and the answer of `GET /api/users/{id}/permissions` all come from it.
 */
export const permissions = {
  'sessions:read': everyone,
  'sessions:end': everyone,
  'password:change': everyone,

  'users:list': managers,
  'users:read': {
    admin: ['any'],
    organizer: ['self', 'company', 'crew'],
    crewCompany: ['self', 'company'],
    crew: ['self'],
    unlinked: ['self'],
  },
  'users:list-crew': { admin: ['any'], organizer: ['any'], crewCompany: ['company'] },
  'users:create': managers,
  'users:update': {
    admin: ['any'],
    organizer: ['self', 'company'],
    crewCompany: ['self', 'company'],
    crew: ['self'],
    unlinked: ['self'],
  },
  'users:delete': managers,
  'users:read-permissions': { ...everyone, admin: ['any'] },
  'users:read-sensitive': crewAndTheirCompany,
  'users:export': { ...everyone, admin: ['any'] },
  'users:erase': admin,
  'availability:read': { ...crewAndTheirCompany, organizer: ['any'] },
  'availability:set': crewAndTheirCompany,

  'customers:list': managers,
  'customers:read': managers,
  'customers:create': admin,
  'customers:update': managers,
  'customers:delete': admin,
  'tariffs:list': organizer,
  'tariffs:create': organizer,
  'tariffs:update': organizer,
  'tariffs:delete': organizer,

  'events:list': organizer,
  'events:read': { admin: ['any'], organizer: ['company'], crewCompany: ['booked'], crew: ['booked'] },
  'events:create': organizer,
  'events:update': organizer,
  'events:change-status': organizer,
  'events:delete': organizer,

  'bookings:create': organizer,
  'bookings:confirm': crewAndTheirCompany,
  'bookings:cancel': parties,
  'bookings:update': organizer,
  'bookings:complete': organizer,
  'bookings:read': parties,
  'bookings:list-of-event': organizer,
  'bookings:list-of-crew': crewAndTheirCompany,
  'bookings:list-of-customer': managers,
  'bookings:price': organizer,
  'reports:read': organizer,
  'reports:overview': admin,

  'invoices:generate': selling,
  'invoices:read': managers,
  'invoices:list': managers,
  'invoices:change-status': selling,
  'invoices:credit': selling,
  'invoices:check-series': admin,
  'invoices:export': admin,
  'payments:import': admin,

  'notifications:read': everyone,
  'calendar-feeds:manage': { organizer: ['self'], crewCompany: ['self'], crew: ['self'] },
  'webhooks:manage': organizer,
  'audit:read': admin,
  'operations:manage': admin,
} as const satisfies Record<string, Partial<Record<Role, readonly Reach[]>>>;

export type Action = keyof typeof permissions;

/** Who may call an endpoint: those with an action, anybody signed in, or anyone at all. */
export type Access = Action | 'signed-in' | 'anyone';

/** How far a role reaches with an action; nothing where the table is silent. */
export const reachOf = (role: Role, action: Action): readonly Reach[] =>
  (permissions[action] as Partial<Record<Role, readonly Reach[]>>)[role] ?? [];

/** The roles that may call an endpoint at all; null when anyone may, signed in or not. */
export function rolesWith(access: Access): readonly Role[] | null {
  const roles: Role[] = ['admin', 'organizer', 'crewCompany', 'crew', 'unlinked'];
  if (access === 'anyone') return null;
  return access === 'signed-in' ? roles : roles.filter((role) => reachOf(role, access).length > 0);
}

/** Every action that a role has. */
export const actionsOf = (role: Role): Action[] =>
  (Object.keys(permissions) as Action[]).filter((action) => reachOf(role, action).length > 0);

/** The door check: 401 for a stranger, 403 for a role that may never do this. Reach is decided per record. */
export function admit(actor: Actor, access: Access): void {
  const roles = rolesWith(access);
  if (roles === null) return;
  if (actor.kind === 'anonymous') throw unauthorized();
  if (!roles.includes(actor.role)) throw forbidden();
}

/** What a record says of who it belongs to. */
export interface Whose {
  companies?: readonly (CustomerId | null)[];
  person?: UserId;
  isCrew?: boolean;
  /** Whether the caller, or the caller's crew, has a booking on it. */
  isBooked?: boolean;
}

/** Whether this actor reaches this record with this action. */
export function reaches(actor: SignedIn, action: Action, whose: Whose): boolean {
  return reachOf(actor.role, action).some((reach) => {
    if (reach === 'any') return true;
    if (reach === 'company') return actor.customerId !== null && (whose.companies ?? []).includes(actor.customerId);
    if (reach === 'self') return whose.person === actor.userId;
    if (reach === 'crew') return whose.isCrew === true;
    return whose.isBooked === true;
  });
}

/** Throws 404 where the actor does not reach the record: a foreign record looks exactly like an unknown one. */
export function requireReach(actor: SignedIn, action: Action, whose: Whose, what: string): void {
  if (!reaches(actor, action, whose)) throw notFound(what);
}

/**
 * Whose records a list may show: `any`, or those of one company. For a role with company reach, asking for another
 * company's is 404 like asking for an unknown one.
 */
export function scopeOf(actor: SignedIn, action: Action): 'any' | CustomerId {
  const reach = reachOf(actor.role, action);
  if (reach.includes('any')) return 'any';
  if (reach.includes('company') && actor.customerId !== null) return actor.customerId;
  throw forbidden();
}
