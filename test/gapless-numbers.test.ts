import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openCollection } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type EventId, type HoldId, type UserId } from '#shared/ids';
import { luhnCheckDigit } from '#shared/luhn';
import { ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { DEMO_PASSWORD, seedDemo } from '../scripts/demo/seed.ts';
import { StoredBooking } from '../workers/domains/bookings/booking.documents.ts';
import { StoredInvoice, StoredSeries } from '../workers/domains/invoicing/invoice.documents.ts';
import { scheduledConcert, signIn, type Client } from './support/client.ts';
import { bothEngines } from './support/engines.ts';
import { eventually } from './support/eventually.ts';
import { persistentClient } from './support/faults/persistent-client.ts';
import { startSystem, type System } from './support/system.ts';

const { mongod, engines } = await bothEngines();
afterAll(() => mongod?.stop());

const GENERATIONS = 200;
/** After so many answers the whole process is killed, and started again on the same files. */
const KILLED_AFTER = [40, 120];
const vars = { 'thenorsound-invoicing': { SETTLE_AFTER_MS: '500' } };

let system: System;
afterEach(() => system.stop());

describe.each(engines)(`${GENERATIONS} invoices at once, over three sellers, on $engine`, ({ options }) => {
  it('have the numbers 1..n of their seller without gap or double, though the process is killed in between', async () => {
    system = await startSystem({ ...options, vars });
    await seedDemo(system.data, new Date());
    const [admin, organizer, company] = await Promise.all([
      signIn(system, 'admin'),
      signIn(system, 'organizer'),
      signIn(system, 'crewcompany'),
    ]);
    const sellers = [
      String(company.user['customerId']) as CustomerId,
      await aCrewCompany(admin, '559900101', true),
      // For whom the platform sells.
      await aCrewCompany(admin, '559900102', false),
    ];
    const bookingIds = await confirmedBookings(organizer, sellers);

    const tally = { requests: 0, lost: 0, later: 0 };
    const asking = await persistentClient(
      system,
      { email: 'admin@thenorsound.example', password: DEMO_PASSWORD },
      tally,
    );
    const deaths = KILLED_AFTER.map(() => Promise.withResolvers<void>());
    let answered = 0;
    const dying = (async () => {
      for (const { promise } of deaths) {
        await promise;
        await system.kill();
        await system.restart();
      }
    })();
    const generated = await Promise.all(
      bookingIds.map(async (bookingId) => {
        const path = `/api/bookings/${bookingId}/invoice`;
        const given = await asking.insist('POST', path, {}, { key: bookingId });
        answered += 1;
        const death = KILLED_AFTER.indexOf(answered);
        if (death !== -1) deaths[death]?.resolve();
        return given;
      }),
    );
    await dying;
    // Requests were under way when it died, or this test proves little.
    expect(tally.lost).toBeGreaterThan(0);
    expect(generated.map((given) => given?.status)).toEqual(bookingIds.map(() => 201));

    const { invoices, series } = await settled(new Set<string>(bookingIds));
    expect(invoices.map(({ slot }) => slot).toSorted()).toEqual(bookingIds.toSorted());
    expect(series).toHaveLength(sellers.length);
    for (const { sellerId, next } of series) {
      const numbers = invoices
        .filter((invoice) => invoice.sellerId === sellerId)
        .map(({ number }) => Number(number?.slice('2026-'.length)))
        .toSorted((one, other) => one - other);
      expect(numbers).toEqual(Array.from({ length: next - 1 }, (_, place) => place + 1));
    }
    expect(new Set(invoices.map(({ ocr }) => ocr)).size).toBe(GENERATIONS);
    // What clients were told is what is kept.
    const byId = new Map(invoices.map((invoice) => [invoice._id as string, invoice.number]));
    for (const given of generated) expect(byId.get(given?.body.id ?? '')).toBe(given?.body['invoiceNumber']);
    const checked = await admin.must<{ count: number; gaps: string[] }[]>(200, 'GET', '/api/invoices/series');
    expect(checked.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(checked.reduce((sum, { count }) => sum + count, 0)).toBe(GENERATIONS);
  }, 400_000);
});

const stored = () => ({
  bookings: openCollection(system.data, { roundTrips: 0 }, 'bookings', StoredBooking),
  invoices: openCollection(system.data, { roundTrips: 0 }, 'invoices', StoredInvoice),
  series: openCollection(system.data, { roundTrips: 0 }, 'invoice_series', StoredSeries),
});

/** The invoices of these bookings, once sweeps have brought every number; the demo's own bookings leave Drafts beside them. */
const settled = (bookingIds: ReadonlySet<string>) =>
  eventually(async () => {
    await system.tick();
    const { invoices, series } = stored();
    const [all, counters] = await Promise.all([invoices.find({}), series.find({})]);
    const theirs = all.filter(({ slot }) => slot !== undefined && bookingIds.has(slot));
    const isOver =
      theirs.every(({ state }) => state === 'Issued') && counters.every(({ pending }) => pending.length === 0);
    return isOver && { invoices: theirs, series: counters };
  }, 60_000);

/** A crew company; one that `sells` has all that an invoice must say of its seller. */
async function aCrewCompany(admin: Client, base: string, sells: boolean): Promise<CustomerId> {
  const orgNumber = `${base}${luhnCheckDigit(base)}`;
  const profile = {
    address: 'Ljudgatan 2',
    zipCode: '411 01',
    city: 'Göteborg',
    vatNumber: `SE${orgNumber}01`,
    seller: { kind: 'technical', fSkatt: true, bankgiro: '5402-9681' },
  };
  const { id } = await admin.must(201, 'POST', '/api/customers', {
    name: 'Ljudcrew AB',
    orgNumber,
    customerType: 2,
    ...(sells && profile),
  });
  return id as CustomerId;
}

/** Confirmed bookings of an hour on a concert, as many for each company; straight into the store, where their times guard nobody. */
async function confirmedBookings(organizer: Client, companies: readonly CustomerId[]): Promise<BookingId[]> {
  const { id: eventId, at } = await scheduledConcert(organizer);
  const now = new Date();
  const { bookings } = stored();
  const ids = Array.from({ length: GENERATIONS }, () => newId<BookingId>(now));
  await Promise.all(
    ids.map((_id, place) =>
      bookings.insert({
        _id,
        ...firstVersion(now),
        outbox: [],
        kind: 'booking',
        eventId: eventId as EventId,
        crewId: newId<UserId>(now),
        crewCompanyId: companies[place % companies.length] as CustomerId,
        customerId: String(organizer.user['customerId']) as CustomerId,
        holdId: newId<HoldId>(now),
        holdsToRelease: [],
        startTime: new Date(at(0)),
        endTime: new Date(at(1)),
        status: 'Confirmed',
        category: 'Technician',
        skill: 'Mixing',
        timeType: 'Hour',
        rateOre: ore(450_00),
        totalOre: ore(450_00),
        notes: null,
        cancellationReason: null,
        requestedBy: organizer.user.id as UserId,
        confirmedAt: now,
        completedAt: null,
        cancelledAt: null,
      }),
    ),
  );
  return ids;
}
