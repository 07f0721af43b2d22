/**
 * Every Worker of the product in one isolate (see vitest.config.ts). In wrangler.toml beside this file each binding leads
 * back here, to the entrypoint it leads to in the product, so a call crosses the same RPC boundary on the same types.
 */
import { WorkerEntrypoint } from 'cloudflare:workers';
import analytics from '../../../workers/domains/analytics/worker.ts';
import auth from '../../../workers/domains/auth/worker.ts';
import bookings from '../../../workers/domains/bookings/worker.ts';
import customers from '../../../workers/domains/customers/worker.ts';
import events from '../../../workers/domains/events/worker.ts';
// A bundle has it at hand; here it is many files, which would take a first request longer than the gateway waits.
import '../../../workers/domains/invoicing/pdf/draw-invoice.ts';
import invoicing from '../../../workers/domains/invoicing/worker.ts';
import notifications from '../../../workers/domains/notifications/worker.ts';
import operations from '../../../workers/domains/operations/worker.ts';
import users from '../../../workers/domains/users/worker.ts';
import pages from '../../../workers/pages/worker.ts';
import type { Env } from '../../../workers/gateway/env.ts';
import gateway from '../../../workers/gateway/worker.ts';

export { CollectionStore, DataApi, DataApiAdmin, MongoConnection } from '../../../workers/data-api/worker.ts';
export { AnalyticsForColleagues } from '../../../workers/domains/analytics/worker.ts';
export { AuthForColleagues } from '../../../workers/domains/auth/worker.ts';
export { BookingsForColleagues } from '../../../workers/domains/bookings/worker.ts';
export { CustomersForColleagues } from '../../../workers/domains/customers/worker.ts';
export { EventsForColleagues } from '../../../workers/domains/events/worker.ts';
export { InvoicingForColleagues } from '../../../workers/domains/invoicing/worker.ts';
export { NotificationsForColleagues } from '../../../workers/domains/notifications/worker.ts';
export { OperationsForColleagues } from '../../../workers/domains/operations/worker.ts';
export { UsersForColleagues } from '../../../workers/domains/users/worker.ts';

interface Handler {
  fetch: (request: Request, env: never, context: ExecutionContext) => Response | Promise<Response>;
}
interface Consumer {
  queue: (batch: MessageBatch, env: never, context: ExecutionContext) => Promise<void>;
}

/** A Worker's default export as an entrypoint with a name, since there can be only one default here: the gateway. */
function httpOf(worker: Handler) {
  return class extends WorkerEntrypoint<never> {
    override fetch(request: Request): Response | Promise<Response> {
      return worker.fetch(request, this.env, this.ctx);
    }
  };
}

export const AnalyticsHttp = httpOf(analytics);
export const AuthHttp = httpOf(auth);
export const BookingsHttp = httpOf(bookings);
export const CustomersHttp = httpOf(customers);
export const PagesHttp = httpOf(pages);
export const EventsHttp = httpOf(events);
export const InvoicingHttp = httpOf(invoicing);
export const NotificationsHttp = httpOf(notifications);
export const OperationsHttp = httpOf(operations);
export const UsersHttp = httpOf(users);

const consumers: Readonly<Record<string, Consumer>> = {
  analytics,
  bookings,
  events,
  invoicing,
  notifications,
  operations,
};

export default {
  fetch: (request, env, context) => gateway.fetch(request, env, context),
  scheduled: (controller, env, context) => gateway.scheduled(controller, env, context),
  async queue(batch, env, context) {
    // All dead letters are the operations Worker's; every other queue is named after its subscriber.
    const name = batch.queue.endsWith('-dead-letters') ? 'operations' : batch.queue.replace('thenorsound-', '');
    const consumer = consumers[name];
    if (!consumer) throw new Error(`Nobody consumes ${batch.queue}`);
    await consumer.queue(batch, env as never, context);
  },
} satisfies ExportedHandler<Env>;
