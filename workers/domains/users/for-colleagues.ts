import { WorkerEntrypoint } from 'cloudflare:workers';
import { roleOf, type Role } from '#shared/actor';
import { forColleague } from '#shared/colleague';
import { oid, oids } from '#shared/documents';
import { USER_TYPE, type CustomerType } from '#shared/enums';
import type { CustomerId, HoldId, UserId } from '#shared/ids';
import { backlogOf, type Backlog } from '#shared/outbox';
import { ask, type Reply } from '#shared/reply';
import { holdTime, type HoldOutcome, type TimeToHold } from './commands/hold-time.ts';
import { markEmailVerified } from './commands/mark-email-verified.ts';
import { registerUser, type Registration } from './commands/register-user.ts';
import { releaseHolds } from './commands/release-holds.ts';
import { settleCalendars } from './commands/settle-calendars.ts';
import { settleUsers } from './commands/settle-users.ts';
import { depsFrom, type Env } from './deps.ts';
import { unseal } from './sensitive-fields.ts';
import type { StoredUser } from './user.documents.ts';
import { toView, type UserView } from './user.view.ts';
import { managersOfCompany, usersOfCompany } from './users-of-company.ts';

/** Who signs in: what the answer shows, and what decides whether they may and with which role. */
export interface UserForSignIn {
  view: UserView;
  /** The kind of the user's company; null without one. */
  customerType: CustomerType | null;
  isActive: boolean;
}

/** A person as far as telling them something goes. */
export type Person = Pick<
  StoredUser,
  '_id' | 'name' | 'email' | 'userType' | 'customerId' | 'isActive' | 'preferences'
>;

const personOf = ({ _id, name, email, userType, customerId, isActive, preferences }: StoredUser): Person => ({
  _id,
  name,
  email,
  userType,
  customerId,
  isActive,
  preferences,
});

/** Whoever reads a calendar, as far as that goes. */
export interface CalendarOwner {
  _id: UserId;
  role: Role;
  customerId: CustomerId | null;
  language: 'sv' | 'en';
}

/** A crew member as far as booking goes: skills in the person's own order. */
export interface CrewMember {
  _id: UserId;
  name: string;
  crewCompanyId: CustomerId;
  skills: { category: string; skill: string }[];
}

/** What this Worker does for the others. */
export class UsersForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs: without the keys of the encrypted fields it cannot. */
  ready(): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, '', () => Promise.resolve(true as const));
  }

  /** A user who signs in or refreshes; null where there is none, or it is deleted. */
  userForSignIn(traceparent: string, userId: UserId): Promise<Reply<UserForSignIn | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      const user = await deps.users.findOne({ _id: oid(userId), live: true });
      if (!user) return null;
      const [sensitive, company] = await Promise.all([
        unseal(user, deps.cipher),
        user.customerId === null ? null : ask('customers', deps.customer(user.customerId)),
      ]);
      return {
        view: toView(user, sensitive),
        customerType: company?.customerType ?? null,
        isActive: user.isActive,
      };
    });
  }

  /** Records somebody who registered: a customer's user without a company yet. The same id again is the same user. */
  createRegisteredUser(traceparent: string, wish: Registration): Promise<Reply<UserView>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      const user = await registerUser(wish, deps, call);
      return toView(user, await unseal(user, deps.cipher));
    });
  }

  /** The person reads the mail of this address. False where the user is gone or has another one; the same again is true. */
  markEmailVerified(traceparent: string, proof: { userId: UserId; email: string }): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => markEmailVerified(proof, deps, call));
  }

  /** The users of a company, by name, as an administrator sees them. */
  usersOfCompany(traceparent: string, customerId: CustomerId): Promise<Reply<UserView[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => usersOfCompany(customerId, deps));
  }

  /** Who runs a company: its users without its crew. */
  managersOfCompany(traceparent: string, customerId: CustomerId): Promise<Reply<Person[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ users }) =>
      (await managersOfCompany(customerId, users)).map(personOf),
    );
  }

  /** Those of these people who are there, in no promised order. Deleted ones are left out. */
  people(traceparent: string, ids: UserId[]): Promise<Reply<Person[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ users }) => {
      const found = await users.find({ _id: { $in: oids(ids) }, live: true }, { limit: Math.max(1, ids.length) });
      return found.map(personOf);
    });
  }

  /**
   * Whose calendar is asked for without a sign-in: null for whoever is unknown, deleted or inactive. Who they are for this
   * system is as it is now, not as it was when they were given the address.
   */
  calendarOwner(traceparent: string, id: UserId): Promise<Reply<CalendarOwner | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      const user = await deps.users.findOne({ _id: oid(id), live: true });
      if (!user?.isActive) return null;
      const { userType, customerId } = user;
      // Of others than managers the company says nothing about the role.
      const isManager = userType === USER_TYPE.customer && customerId !== null;
      const company = isManager ? await ask('customers', deps.customer(customerId)) : null;
      return {
        _id: user._id,
        role: roleOf({ userType, customerType: company?.customerType ?? null }),
        customerId,
        language: user.preferences.language,
      };
    });
  }

  /** Somebody who may be booked; null for whoever is unknown, deleted, inactive or not crew. */
  crewMember(traceparent: string, id: UserId): Promise<Reply<CrewMember | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ users }) => {
      const user = await users.findOne({ _id: oid(id), live: true });
      if (!user?.isActive || user.userType !== USER_TYPE.crew || !user.crew || user.customerId === null) return null;
      return {
        _id: user._id,
        name: user.name,
        crewCompanyId: user.customerId,
        skills: user.crew.skills.map(({ category, skill }) => ({ category, skill })),
      };
    });
  }

  /**
   * Reserves a crew member's time for a booking. `busy` names what stands in the way; `gone`: there is no such crew
   * member any more. The same hold again is `held`. A refusal may mean that it is held, or will be: undo it.
   */
  hold(traceparent: string, time: TimeToHold): Promise<Reply<HoldOutcome>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => holdTime(time, deps, call.now()));
  }

  /** Gives reserved times back. Repeatable; a hold that is not there is no error. */
  releaseHolds(traceparent: string, crewId: UserId, holdIds: HoldId[]): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await releaseHolds(crewId, holdIds, deps, call.now());
      return true as const;
    });
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) =>
      backlogOf({ users: deps.users, crew_calendars: deps.calendars }),
    );
  }

  /** Settles what is unsettled: credentials not yet activated, events not yet heard, holds without a live booking. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await Promise.all([settleUsers(deps, call), settleCalendars(deps, call)]);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'users', env: this.env, ctx: this.ctx };
  }
}
