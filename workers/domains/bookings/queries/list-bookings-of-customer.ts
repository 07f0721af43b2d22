import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { bookingStatus, CUSTOMER_TYPE, enumInput, type CustomerType } from '#shared/enums';
import { notFound } from '#shared/errors';
import { CustomerId } from '#shared/ids';
import { pageOf, pageQuery, skipOf, toPage } from '#shared/paging';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import { BookingView, toBookingView } from '../booking.view.ts';
import type { Deps } from '../ports.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/customers/{cid}/bookings',
    access: 'bookings:list-of-customer',
    summary: 'List the bookings of an event organizer, or those of a crew company’s crew; newest start first',
    params: z.object({ cid: CustomerId }),
    query: z.object({ ...pageQuery, status: enumInput(bookingStatus).optional() }),
    answers: { 200: { description: 'A page of bookings', body: pageOf(BookingView) } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, query, actor, deps }) => {
    requireReach(actor, 'bookings:list-of-customer', { companies: [params.cid] }, 'The customer');
    const company = oid(params.cid);
    const filter = {
      ...((await typeOf(params.cid, actor, deps)) === CUSTOMER_TYPE.crewCompany
        ? { crewCompanyId: company }
        : { customerId: company }),
      ...(query.status && { status: bookingStatus[query.status] }),
    };
    const [bookings, totalCount] = await Promise.all([
      deps.bookings.find(filter, { sort: { startTime: -1, _id: -1 }, skip: skipOf(query), limit: query.pageSize }),
      deps.bookings.count(filter),
    ]);
    return reply(200, toPage(bookings.map(toBookingView), totalCount, query));
  },
);

/** A manager's own company is known from the sign-in; for an administrator it is asked for. */
async function typeOf(id: CustomerId, actor: SignedIn, deps: Deps): Promise<CustomerType> {
  if (actor.customerId === id && actor.customerType !== null) return actor.customerType;
  const customer = await ask('customers', deps.customer(id));
  if (!customer) throw notFound('The customer');
  return customer.customerType;
}
