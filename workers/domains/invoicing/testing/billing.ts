import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { Call } from '#shared/call';
import type { DataApi } from '#shared/data-api';
import { oid } from '#shared/documents';
import type { BookingId, CustomerId, EventId } from '#shared/ids';
import { luhnCheckDigit } from '#shared/luhn';
import { traceFrom } from '#shared/trace';
import { ACTOR_HEADER, actorToHeader, type SignedIn } from '#shared/actor';
import { actorOf, asking } from '../../../../test/support/assembly/ask.ts';
import { aCrewMember, admin, anEvent } from '../../../../test/support/assembly/stage.ts';
import { depsFrom, type Env } from '../deps.ts';
import type { StoredInvoice, StoredSeries } from '../invoice.documents.ts';
import type { InvoiceView } from '../invoice.view.ts';
import type { Deps } from '../ports.ts';

export const ask = asking(env.INVOICING_HTTP);
export const askBookings = asking(env.BOOKINGS_HTTP);
const askCustomers = asking(env.CUSTOMERS_HTTP);

/** A file, as it is sent. */
export const download = (actor: SignedIn, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  env.INVOICING_HTTP.fetch(
    new Request(`http://thenorsound.test${path}`, { headers: { [ACTOR_HEADER]: actorToHeader(actor), ...headers } }),
  );

/** A crew company whose profile lets it sell in its own name, unless `change` takes something away. */
export async function aSeller(change: object = {}): Promise<{ customerId: CustomerId; manager: SignedIn }> {
  const base = `55${6_000_000 + Math.floor(Math.random() * 3_999_999)}`;
  const orgNumber = `${base}${luhnCheckDigit(base)}`;
  const { status, body } = await askCustomers(admin, 'POST', '/api/customers', {
    name: 'Ljudlaget AB',
    orgNumber,
    customerType: 2,
    address: 'Ljudgatan 2',
    zipCode: '411 01',
    city: 'Göteborg',
    vatNumber: `SE${orgNumber}01`,
    seller: { kind: 'technical', fSkatt: true, bankgiro: '5402-9681', seat: 'Göteborg' },
    ...change,
  });
  expect(status).toBe(201);
  const customerId = body['id'] as unknown as CustomerId;
  return { customerId, manager: actorOf('crewCompany', { customerId }) };
}

/** Bookings of a new crew member of a company, on a new event of an organizer, one after the other: `minutes` each. */
export async function requested(
  organizerId: CustomerId,
  companyId: CustomerId,
  count = 1,
  minutes = 15,
): Promise<BookingId[]> {
  return (await bookedEvent(organizerId, [companyId], { count, minutes, confirms: false })).bookingIds;
}

/** A new event of an organizer with bookings of a new drummer of each company: `count` each, one after the other. */
export async function bookedEvent(
  organizerId: CustomerId,
  companyIds: readonly CustomerId[],
  { count = 1, minutes = 60, confirms = true } = {},
): Promise<{ eventId: EventId; bookingIds: BookingId[]; at: (hours: number) => string }> {
  const [{ eventId, at }, ...crew] = await Promise.all([
    anEvent(organizerId),
    ...companyIds.map((companyId) => aCrewMember(companyId)),
  ]);
  const hours = minutes / 60;
  const bookingIds = await Promise.all(
    crew.flatMap(({ crewId }) =>
      Array.from({ length: count }, async (_, place) => {
        const wish = { eventId, crewId, startTime: at(place * hours), endTime: at((place + 1) * hours) };
        const { status, body } = await askBookings(admin, 'POST', '/api/bookings', wish);
        expect(status).toBe(201);
        return body['id'] as unknown as BookingId;
      }),
    ),
  );
  if (confirms) await Promise.all(bookingIds.map((id) => confirm(id)));
  return { eventId, bookingIds, at };
}

/** The same, confirmed. */
export async function confirmed(...given: Parameters<typeof requested>): Promise<BookingId[]> {
  const ids = await requested(...given);
  await Promise.all(ids.map((id) => confirm(id)));
  return ids;
}

export async function confirm(id: BookingId): Promise<void> {
  expect((await askBookings(admin, 'PUT', `/api/bookings/${id}/confirm`)).status).toBe(200);
}

export async function cancel(id: BookingId): Promise<void> {
  const body = { cancellationReason: 'Rain' };
  expect((await askBookings(admin, 'PUT', `/api/bookings/${id}/cancel`, body)).status).toBe(200);
}

/** The invoice of a booking among those that its organizer buys. */
export async function shownInvoice(organizer: SignedIn, bookingId: BookingId): Promise<InvoiceView | undefined> {
  const { body } = await ask(organizer, 'GET', `/api/customers/${organizer.customerId}/invoices`);
  return (body as unknown as InvoiceView[]).find((invoice) => invoice.bookingId === bookingId);
}

/** What a piece of work in this Worker has, with something else in place of the store or the clock. */
export function depsWith(change: { data?: DataApi; now?: () => Date; env?: Partial<Env> } = {}): Deps {
  const call: Call = {
    trace: traceFrom(null),
    meter: { roundTrips: 0 },
    now: change.now ?? (() => new Date()),
    // What fails after the answer is the sweep's to mend; tests break it on purpose.
    afterAnswer: (work) => void work.catch(() => undefined),
  };
  const bindings = { ...env, ...change.env, ...(change.data && { DATA: change.data }) };
  return depsFrom(bindings as unknown as Env, call);
}

/** What a seller has issued, by number, and its series. */
export async function booksOf(
  sellerId: CustomerId,
): Promise<{ all: StoredInvoice[]; issued: StoredInvoice[]; series: StoredSeries[] }> {
  const deps = depsWith();
  const [invoices, series] = await Promise.all([
    deps.invoices.find({ sellerId: oid(sellerId) }, { sort: { createdAt: -1, _id: -1 } }),
    deps.series.find({ sellerId: oid(sellerId) }),
  ]);
  const issued = invoices.filter(({ number }) => number !== null);
  return {
    all: invoices,
    issued: issued.toSorted((one, other) => String(one.number).localeCompare(String(other.number))),
    series,
  };
}

/** The place of an invoice in its series. */
export const sequenceOf = ({ number }: StoredInvoice) => Number(number?.slice(5));
