import { describe, expect, it } from 'vitest';
import { Role, type SignedIn } from './actor.ts';
import { AppError } from './errors.ts';
import { newId, type CustomerId, type SessionId, type UserId } from './ids.ts';
import {
  actionsOf,
  admit,
  permissions,
  reaches,
  reachOf,
  requireReach,
  rolesWith,
  scopeOf,
  type Action,
} from './permissions.ts';

const company = newId<CustomerId>();
const foreign = newId<CustomerId>();

const actor = (role: Role, customerId: CustomerId | null = company): SignedIn => ({
  kind: 'user',
  userId: newId<UserId>(),
  role,
  userType: role === 'admin' ? 1 : role === 'crew' ? 3 : 2,
  customerId: role === 'admin' || role === 'unlinked' ? null : customerId,
  customerType: null,
  sessionId: newId<SessionId>(),
});

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

describe('at the door', () => {
  it('a stranger is asked to sign in, and a role without the action is refused', () => {
    expect(codeOf(() => admit({ kind: 'anonymous' }, 'bookings:create'))).toBe('UNAUTHORIZED');
    expect(codeOf(() => admit({ kind: 'anonymous' }, 'signed-in'))).toBe('UNAUTHORIZED');
    expect(codeOf(() => admit(actor('crew'), 'bookings:create'))).toBe('FORBIDDEN');
    expect(codeOf(() => admit(actor('organizer'), 'bookings:create'))).toBe('done');
  });

  it('anyone enters what is open to anyone, and every role what is open to all who are signed in', () => {
    expect(codeOf(() => admit({ kind: 'anonymous' }, 'anyone'))).toBe('done');
    expect(rolesWith('anyone')).toBeNull();
    expect(rolesWith('signed-in')).toEqual(Role.options);
  });

  it('somebody without a company may do only what concerns themselves', () => {
    const reached = actionsOf('unlinked').flatMap((action) => reachOf('unlinked', action));
    expect(new Set(reached)).toEqual(new Set(['self']));
  });
});

describe('the table', () => {
  // Spec, sections 4-9, as who may call at all.
  it.each<[Action, Role[]]>([
    ['users:list', ['admin', 'organizer', 'crewCompany']],
    ['users:list-crew', ['admin', 'organizer', 'crewCompany']],
    ['users:read-sensitive', ['admin', 'crewCompany', 'crew']],
    ['users:erase', ['admin']],
    ['availability:set', ['admin', 'crewCompany', 'crew']],
    ['customers:create', ['admin']],
    ['tariffs:list', ['admin', 'organizer']],
    ['events:read', ['admin', 'organizer', 'crewCompany', 'crew']],
    ['events:create', ['admin', 'organizer']],
    ['bookings:create', ['admin', 'organizer']],
    ['bookings:confirm', ['admin', 'crewCompany', 'crew']],
    ['bookings:cancel', ['admin', 'organizer', 'crewCompany', 'crew']],
    ['bookings:update', ['admin', 'organizer']],
    ['invoices:generate', ['admin', 'crewCompany']],
    ['invoices:read', ['admin', 'organizer', 'crewCompany']],
    ['invoices:export', ['admin']],
    ['notifications:read', ['admin', 'organizer', 'crewCompany', 'crew', 'unlinked']],
    ['webhooks:manage', ['admin', 'organizer']],
    ['audit:read', ['admin']],
  ])('lets %s to exactly those of the contract', (action, roles) => {
    expect(rolesWith(action)).toEqual(roles);
  });

  it('gives an administrator every record of others, save what is everybody’s own', () => {
    const withoutAny = (Object.keys(permissions) as Action[]).filter(
      (action) => !reachOf('admin', action).includes('any'),
    );
    expect(withoutAny).toEqual([
      'sessions:read',
      'sessions:end',
      'password:change',
      'notifications:read',
      'calendar-feeds:manage',
    ]);
  });
});

describe('a record', () => {
  it('of another company is not reached, and looks as if there were none', () => {
    const organizer = actor('organizer');
    expect(reaches(organizer, 'events:update', { companies: [company] })).toBe(true);
    expect(reaches(organizer, 'events:update', { companies: [foreign] })).toBe(false);
    expect(codeOf(() => requireReach(organizer, 'events:update', { companies: [foreign] }, 'The event'))).toBe(
      'NOT_FOUND',
    );
    expect(codeOf(() => requireReach(organizer, 'events:update', { companies: [company] }, 'The event'))).toBe('done');
  });

  it('of no company is not reached by somebody who has none either', () => {
    expect(reaches(actor('organizer', null), 'events:update', { companies: [null] })).toBe(false);
  });

  it('of any company is reached by an administrator', () => {
    expect(reaches(actor('admin'), 'events:update', { companies: [foreign] })).toBe(true);
  });

  it('is one’s own by person', () => {
    const crew = actor('crew');
    expect(reaches(crew, 'bookings:confirm', { person: crew.userId })).toBe(true);
    expect(reaches(crew, 'bookings:confirm', { person: newId<UserId>(), companies: [company] })).toBe(false);
  });

  it('of any crew member is read by an organizer, of other users not', () => {
    expect(reaches(actor('organizer'), 'users:read', { isCrew: true, companies: [foreign] })).toBe(true);
    expect(reaches(actor('organizer'), 'users:read', { isCrew: false, companies: [foreign] })).toBe(false);
  });

  it('is read by crew where they are booked', () => {
    expect(reaches(actor('crew'), 'events:read', { isBooked: true })).toBe(true);
    expect(reaches(actor('crew'), 'events:read', { isBooked: false, companies: [company] })).toBe(false);
  });
});

describe('a list', () => {
  it('shows all to an administrator and the own company’s to a manager', () => {
    expect([scopeOf(actor('admin'), 'customers:list'), scopeOf(actor('crewCompany'), 'customers:list')]).toEqual([
      'any',
      company,
    ]);
  });

  it('shows nothing to those it is not for', () => {
    expect(codeOf(() => scopeOf(actor('crew'), 'customers:list'))).toBe('FORBIDDEN');
    expect(codeOf(() => scopeOf(actor('organizer', null), 'customers:list'))).toBe('FORBIDDEN');
  });
});
