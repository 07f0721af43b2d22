import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { oid, oids } from '#shared/documents';
import type { CustomerId } from '#shared/ids';
import { backlogOf, settle, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import type { StoredCustomer } from './customer.documents.ts';
import { depsFrom, type Env } from './deps.ts';
import { settleCustomer, settleTariff } from './settle-deletion.ts';
import { tariffsOf } from './tariffs-of.ts';
import type { StoredTariff } from './tariff.documents.ts';

/** A company as other Workers see it: everything but the bookkeeping of the document. */
export type CustomerForColleagues = Omit<
  StoredCustomer,
  'outbox' | 'unsettledSince' | 'live' | 'nameKey' | 'deletion'
> & {
  /** Its deletion has begun and is not decided: whoever must know whether it stays asks again later. */
  isBeingDeleted: boolean;
};

export type TariffForColleagues = Pick<
  StoredTariff,
  '_id' | 'category' | 'skill' | 'categoryKey' | 'skillKey' | 'timeType' | 'amountOre'
>;

/** What this Worker does for the others. */
export class CustomersForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** A company; null where there is none, or it is deleted. */
  customer(traceparent: string, id: CustomerId): Promise<Reply<CustomerForColleagues | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ customers }) => {
      const found = await customers.findOne({ _id: oid(id), live: true });
      return found && forColleagues(found);
    });
  }

  /** What companies are called; those that are deleted are left out. */
  companyNames(traceparent: string, ids: CustomerId[]): Promise<Reply<Pick<StoredCustomer, '_id' | 'name'>[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ customers }) => {
      const found = await customers.find({ _id: { $in: oids(ids) }, live: true }, { limit: Math.max(1, ids.length) });
      return found.map(({ _id, name }) => ({ _id, name }));
    });
  }

  /** What an event organizer pays, by category, skill and time type. */
  tariffs(traceparent: string, customerId: CustomerId): Promise<Reply<TariffForColleagues[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) =>
      (await tariffsOf(customerId, deps)).map(
        ({ _id, category, skill, categoryKey, skillKey, timeType, amountOre }) => ({
          _id,
          category,
          skill,
          categoryKey,
          skillKey,
          timeType,
          amountOre,
        }),
      ),
    );
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) =>
      backlogOf({ customers: deps.customers, tariffs: deps.tariffs }),
    );
  }

  /** Settles what is unsettled: deletions that stopped half-way, and events that a subscriber may not have. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      const settling = { ...deps, now: call.now(), traceId: call.trace.traceId };
      await Promise.all([
        settle(deps.customers, { ...settling, finish: (customer) => settleCustomer(customer, deps, call) }),
        settle(deps.tariffs, { ...settling, finish: (tariff) => settleTariff(tariff, deps, call) }),
      ]);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'customers', env: this.env, ctx: this.ctx };
  }
}

function forColleagues(customer: StoredCustomer): CustomerForColleagues {
  const {
    outbox: _outbox,
    unsettledSince: _unsettledSince,
    live: _live,
    nameKey: _nameKey,
    deletion,
    ...rest
  } = customer;
  return { ...rest, isBeingDeleted: deletion !== undefined };
}
