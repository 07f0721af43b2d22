import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { consumerDepsFrom, type ConsumerEnv } from '#shared/worker-env';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import type { InvoicingForColleagues } from '../invoicing/for-colleagues.ts';
import { StoredDailyTotal } from './daily-total.documents.ts';
import type { Counted, Deps } from './ports.ts';

export interface Env extends ConsumerEnv {
  BOOKINGS: Colleague<BookingsForColleagues>;
  CUSTOMERS: Colleague<CustomersForColleagues>;
  INVOICING: Colleague<InvoicingForColleagues>;
  /** Workers Analytics Engine; bound only where the account has it. */
  METRICS?: AnalyticsEngineDataset;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    dailyTotals: openCollection(storeOf(env), call.meter, 'daily_totals', StoredDailyTotal),
    booking: (id) => env.BOOKINGS.booking(traceparent, id),
    invoice: (id) => env.INVOICING.invoice(traceparent, id),
    bookingTotals: (customerId, period) => env.BOOKINGS.totalsOf(traceparent, customerId, period),
    revenueOf: (customerId, period) => env.INVOICING.revenueOf(traceparent, customerId, period),
    companyNames: (ids) => env.CUSTOMERS.companyNames(traceparent, ids),
    count: (event) => env.METRICS?.writeDataPoint(dataPointOf(event)),
    now: call.now,
    ...consumerDepsFrom(env, call, 'analytics'),
  };
}

/**
 * One event in Workers Analytics Engine: index and blob1 its type, blob2 the company it concerns, double1 one, double2 its
 * amount in SEK. Companies are no persons, and nothing of persons is in here.
 */
function dataPointOf({ type, data }: Counted): AnalyticsEngineDataPoint {
  const { customerId, totalAmount, amount } = data as { customerId?: string; totalAmount?: number; amount?: number };
  return { indexes: [type], blobs: [type, customerId ?? ''], doubles: [1, (totalAmount ?? amount ?? 0) / 100] };
}
