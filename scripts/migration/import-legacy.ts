import type * as z from 'zod';
import type { DataApi, Ejson } from '../../src/shared/data-api.ts';
import { ejson, oid, openCollection } from '../../src/shared/documents.ts';
import type { FieldCipher } from '../../src/shared/field-encryption.ts';
import type { AnyId, BookingId, CustomerId, UserId } from '../../src/shared/ids.ts';
import { overlaps } from '../../src/shared/instant.ts';
import { StoredCredential } from '../../workers/domains/auth/credential.documents.ts';
import { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import { StoredTariff } from '../../workers/domains/customers/tariff.documents.ts';
import { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { holdTime } from '../../workers/domains/users/commands/hold-time.ts';
import { newCrewCalendar } from '../../workers/domains/users/crew-calendar.ts';
import { StoredCrewCalendar } from '../../workers/domains/users/crew-calendar.documents.ts';
import { StoredUser } from '../../workers/domains/users/user.documents.ts';
import { derivedId } from './fingerprint.ts';
import { fromCredential, type KnownUser } from './from-credential.ts';
import { fromCustomer, orgNumberKey } from './from-customer.ts';
import { CANCELLED_BY_IMPORT, fromEvent } from './from-event.ts';
import { fromUser, type KnownCompany } from './from-user.ts';
import { inBatches } from './in-batches.ts';
import { LegacyCredential, LegacyCustomer, LegacyEvent, LegacyUser, unknownFields } from './legacy-documents.ts';
import type { Report } from './report.ts';
import { isUnreadable, WAY_BACK, type LegacyCollection, type LegacySource } from './source.ts';
import { problemsOf } from './taken.ts';
import { AddedSlots } from './to-event.ts';
import { encoded, run, runSafely, standing, writeDocuments, type Outcome, type Wanted } from './write-documents.ts';

export interface ImportOptions {
  source: LegacySource;
  data: DataApi;
  cipher: FieldCipher;
  fingerprint: (document: unknown) => string;
  report: Report;
  now: Date;
  dryRun: boolean;
  /** Companies with one organization number become one. */
  mergeDuplicates: boolean;
  /** Which collections are written; the others are only read, for what the written ones refer to. */
  only: readonly LegacyCollection[];
  /** Told after each batch. */
  progress: (collection: LegacyCollection, read: number) => void;
}

const AT_ONCE = 500;
const LANES = 3;
const PEOPLE_AT_ONCE = 16;

type Company = KnownCompany & { isOrganizer: boolean };

/**
 * Imports the old system's documents, decision by decision (spec: legacy documents, section 6): companies, then their people,
 * sign-ins, events, and the bookings in them. Every document is counted in the report. Broken off anywhere, the same run
 * again goes on: ids are the old ones or made of them, and what is there already is recognised.
 */
export async function importLegacy(options: ImportOptions): Promise<void> {
  const companies = await importCustomers(options);
  const companyOfCrew = await importPeople(options, companies);
  await importEvents(options, companies, companyOfCrew);
}

/** Users with their sign-ins; answers the companies of crew, and forgets the rest of what joined the two. */
async function importPeople(options: ImportOptions, companies: ReadonlyMap<string, Company>) {
  const { users, companyOfCrew } = await importUsers(options, companies);
  await importCredentials(options, users);
  return companyOfCrew;
}

/** Parses every document of a collection, in batches; what cannot be parsed is refused by name. */
async function eachBatch<S extends z.ZodObject>(
  { source, report, progress }: ImportOptions,
  collection: LegacyCollection,
  schema: S,
  counts: boolean,
  handle: (batch: { old: z.output<S> & { _id: string }; raw: Record<string, unknown> }[]) => Promise<void>,
): Promise<void> {
  let read = 0;
  await inBatches(source.read(collection), AT_ONCE, LANES, async (documents) => {
    const batch: { old: z.output<S> & { _id: string }; raw: Record<string, unknown> }[] = [];
    for (const raw of documents) {
      if (counts) report.count(collection, 'read');
      if (isUnreadable(raw)) {
        if (counts) report.refuse(collection, raw.where, raw.unreadable);
        continue;
      }
      const parsed = schema.safeParse(raw);
      if (parsed.success) batch.push({ old: parsed.data as z.output<S> & { _id: string }, raw });
      else if (counts) report.refuse(collection, idOf(raw), problemsOf(parsed.error));
      if (!counts || !parsed.success) continue;
      const unknown = unknownFields(schema, raw);
      if (unknown.length > 0) report.warn(collection, idOf(raw), `has unknown fields: ${unknown.join(', ')}`);
    }
    await handle(batch);
    read += documents.length;
    progress(collection, read);
  });
}

const idOf = (raw: Record<string, unknown>): string => String(raw['_id']);

/** Writes, unless this collection is only read, and counts what became of each old document. */
async function write(
  { data, report, dryRun, only }: ImportOptions,
  from: LegacyCollection,
  to: string,
  wanted: readonly Wanted[],
  countedAs: string,
  oldId: (id: AnyId) => string = String,
): Promise<Map<AnyId, Outcome>> {
  const outcomes = await writeDocuments(data, to, wanted, dryRun || !only.includes(from));
  for (const [id, outcome] of outcomes) {
    if (typeof outcome === 'string') report.count(countedAs, outcome);
    else report.refuse(countedAs, oldId(id), outcome.refused);
  }
  return outcomes;
}

/** One of several that say the same, while it is found out which one stays. `createdAt` in milliseconds. */
interface Candidate {
  _id: string;
  active: boolean;
  createdAt: number;
}

async function importCustomers(options: ImportOptions): Promise<Map<string, Company>> {
  const { report, mergeDuplicates, fingerprint } = options;
  // Of several with one organization number an active one stays, and of these the oldest.
  const stays = new Map<string, Candidate>();
  await eachBatch(options, 'customers', LegacyCustomer, false, async (batch) => {
    for (const { old } of batch) {
      const key = orgNumberKey(old.orgNumber);
      if (key === null || 'refused' in fromCustomer(old)) continue;
      const present = stays.get(key);
      const active = old.isActive ?? true;
      const better = !present || (active !== present.active ? active : old.createdAt.getTime() < present.createdAt);
      if (better) stays.set(key, { _id: old._id, active, createdAt: old.createdAt.getTime() });
    }
  });

  const companies = new Map<string, Company>();
  const merged = new Map<string, string>();
  await eachBatch(options, 'customers', LegacyCustomer, true, async (batch) => {
    const customers: Wanted[] = [];
    const tariffs: Wanted[] = [];
    for (const { old, raw } of batch) {
      report.count('tariffs', 'read', old.tariffs.length);
      const result = fromCustomer(old);
      const refuseTariffs = (reason: string) => {
        for (const place of old.tariffs.keys()) report.refuse('tariffs', `${old._id} tariff ${place + 1}`, reason);
      };
      if ('refused' in result) {
        report.refuse('customers', old._id, result.refused);
        refuseTariffs('the customer was refused');
        continue;
      }
      const { customer, ...taken } = result.taken;
      const keeper = stays.get(customer.orgNumber)?._id ?? old._id;
      if (keeper !== old._id && mergeDuplicates) {
        merged.set(old._id, keeper);
        report.count('customers', 'merged');
        report.warn('customers', old._id, `became one with "${keeper}", which has the same organization number`);
        refuseTariffs('the customer became one with another, whose tariffs stand');
        continue;
      }
      if (keeper !== old._id) {
        report.refuse(
          'customers',
          old._id,
          `has the organization number of "${keeper}"; --merge-duplicates makes them one`,
        );
        refuseTariffs('the customer was refused');
        continue;
      }
      for (const warning of result.warnings) report.warn('customers', old._id, warning);
      for (const { id, reason } of taken.refusedTariffs) report.refuse('tariffs', `${old._id} tariff ${id}`, reason);
      customers.push({
        id: customer._id,
        stored: encoded(StoredCustomer, customer),
        fingerprint: fingerprint({ ...raw, tariffs: null }),
        kept: ejson({ zip: old.zip, mail: old.mail, phone: old.phone }),
      });
      for (const { tariff, source } of taken.tariffs) {
        const kept = JSON.parse(JSON.stringify({ source })) as Ejson;
        tariffs.push({
          id: tariff._id,
          stored: encoded(StoredTariff, tariff),
          fingerprint: fingerprint({ source }),
          kept,
        });
      }
      const isCrewCompany = old.customerType === 2;
      companies.set(old._id, { id: customer._id, isCrewCompany, isOrganizer: !isCrewCompany });
    }
    await write(options, 'customers', 'tariffs', tariffs, 'tariffs');
    const outcomes = await write(options, 'customers', 'customers', customers, 'customers');
    for (const [id, outcome] of outcomes) if (typeof outcome !== 'string') companies.delete(id);
  });
  for (const [duplicate, keeper] of merged) {
    const company = companies.get(keeper);
    if (company) companies.set(duplicate, company);
  }
  return companies;
}

async function importUsers(options: ImportOptions, companies: ReadonlyMap<string, Company>) {
  const { report, cipher, now, fingerprint } = options;
  // Of several with one address an active one stays, and of these the newest.
  const keepers = new Map<string, Candidate>();
  await eachBatch(options, 'users', LegacyUser, false, async (batch) => {
    for (const { old } of batch) {
      const email = old.email?.toLowerCase() ?? '';
      const present = keepers.get(email);
      const active = old.isActive ?? true;
      const better = !present || (active !== present.active ? active : old.createdAt.getTime() > present.createdAt);
      if (better) keepers.set(email, { _id: old._id, active, createdAt: old.createdAt.getTime() });
    }
  });

  const users = new Map<string, KnownUser>();
  const companyOfCrew = new Map<string, CustomerId>();
  await eachBatch(options, 'users', LegacyUser, true, async (batch) => {
    const wanted: Wanted[] = [];
    const taken = new Map<AnyId, StoredUser>();
    const results = await Promise.all(
      batch.map(({ old }) => {
        const company = old.customerId === null ? null : (companies.get(old.customerId) ?? null);
        const keepsEmail = keepers.get(old.email?.toLowerCase() ?? '')?._id === old._id;
        return fromUser(old, company, keepsEmail, cipher, now);
      }),
    );
    for (const [place, { old, raw }] of batch.entries()) {
      const result = results[place];
      if (!result || 'refused' in result) {
        report.refuse('users', old._id, result?.refused ?? 'was not looked at');
        continue;
      }
      for (const warning of result.warnings) report.warn('users', old._id, warning);
      const { user, kept } = result.taken;
      taken.set(user._id, user);
      // The company is part of it: it may have become another one.
      const print = fingerprint({ ...raw, company: user.customerId });
      wanted.push({
        id: user._id,
        stored: encoded(StoredUser, user),
        fingerprint: print,
        kept: ejson(kept),
      });
    }
    for (const [id, outcome] of await write(options, 'users', 'users', wanted, 'users')) {
      const user = taken.get(id);
      if (!user || typeof outcome !== 'string') continue;
      if (user.live) users.set(user.email, { id: user._id, email: user.email, createdAt: user.createdAt });
      if (user.crew && user.customerId !== null) companyOfCrew.set(user._id, user.customerId);
    }
  });
  return { users, companyOfCrew };
}

async function importCredentials(options: ImportOptions, users: ReadonlyMap<string, KnownUser>): Promise<void> {
  const { report, fingerprint } = options;
  const byId = new Map([...users.values()].map((user) => [user.id as string, user]));
  const newest = new Map<UserId, { _id: string; passwordHash: string | null; createdAt: number }>();
  await eachBatch(options, 'credentials', LegacyCredential, true, async (batch) => {
    for (const { old } of batch) {
      // One made since 2026-02-24 names no user: it joins on the address.
      const user = byId.get(old.userId ?? '') ?? users.get(old.email?.toLowerCase() ?? '');
      if (!user) {
        report.refuse('credentials', old._id, 'no user who was taken has this address');
        continue;
      }
      const present = newest.get(user.id);
      if (present && present.createdAt >= old.createdAt.getTime()) {
        report.refuse('credentials', old._id, 'a newer sign-in of the same user stands');
        continue;
      }
      if (present) report.refuse('credentials', present._id, 'a newer sign-in of the same user stands');
      newest.set(user.id, { _id: old._id, passwordHash: old.passwordHash, createdAt: old.createdAt.getTime() });
    }
  });
  await inBatches(users.values(), AT_ONCE, LANES, async (batch) => {
    const wanted: Wanted[] = [];
    for (const user of batch) {
      const old = newest.get(user.id);
      const result = fromCredential(user, old?.passwordHash ?? null);
      if ('refused' in result) continue;
      for (const warning of result.warnings) report.warn(old ? 'credentials' : 'users', old?._id ?? user.id, warning);
      const print = fingerprint({ email: user.email, passwordHash: old?.passwordHash ?? null });
      wanted.push({ id: user.id, stored: encoded(StoredCredential, result.taken), fingerprint: print });
    }
    const outcomes = await writeDocuments(
      options.data,
      'credentials',
      wanted,
      options.dryRun || !options.only.includes('credentials'),
    );
    for (const [id, outcome] of outcomes) {
      const old = newest.get(id as UserId);
      // Those without an old sign-in were warned of with their user.
      if (!old) continue;
      if (typeof outcome === 'string') report.count('credentials', outcome);
      else report.refuse('credentials', old._id, outcome.refused);
    }
  });
}

async function importEvents(
  options: ImportOptions,
  companies: ReadonlyMap<string, Company>,
  companyOfCrew: ReadonlyMap<string, CustomerId>,
): Promise<void> {
  const { report, now, fingerprint } = options;
  const ahead: Ahead[] = [];
  const madeHere = await slotsMadeHere(options);
  await eachBatch(options, 'events', LegacyEvent, true, async (batch) => {
    const events: Wanted[] = [];
    const behind: Wanted[] = [];
    for (const { old, raw } of batch) {
      const withCrew = old.slots.filter((slot) => Boolean(Reflect.get(Object(slot), 'crewId')));
      report.count('slots', 'read', withCrew.length);
      const customer = old.customerId === null ? undefined : companies.get(old.customerId);
      const result = customer
        ? fromEvent(old, customer, (id) => companyOfCrew.get(id) ?? null, now, madeHere.get(old._id))
        : { refused: 'the customer is not there' };
      if ('refused' in result) {
        report.refuse('events', old._id, result.refused);
        for (const place of withCrew.keys())
          report.refuse('slots', `${old._id} slot ${place + 1}`, 'the event was refused');
        continue;
      }
      const { event, kept, bookings, refusedSlots } = result.taken;
      for (const warning of result.warnings) report.warn('events', old._id, warning);
      for (const { id, reason } of refusedSlots) report.refuse('slots', id, reason);
      events.push({
        id: event._id,
        stored: encoded(StoredEvent, event),
        fingerprint: fingerprint({ ...raw, status: event.status }),
        kept: JSON.parse(JSON.stringify(kept)) as Ejson,
      });
      for (const taken of bookings) {
        for (const warning of taken.warnings) report.warn('slots', taken.booking._id, warning);
        const print = fingerprint({ source: taken.source });
        if (taken.booking.status === 'Confirmed') ahead.push({ booking: taken.booking, print });
        else behind.push(wantedBooking(taken.booking, print));
      }
    }
    await write(options, 'events', 'events', events, 'events');
    await write(options, 'events', 'bookings', behind, 'slots');
  });
  await importBookingsAhead(options, ahead, companyOfCrew);
}

/** By event and place, what a way back has added: such a booking comes in again under the id that invoices know. */
async function slotsMadeHere({ source }: ImportOptions): Promise<Map<string, Map<number, BookingId>>> {
  const made = new Map<string, Map<number, BookingId>>();
  for await (const note of source.read(WAY_BACK)) {
    const parsed = AddedSlots.safeParse(note);
    if (!parsed.success) continue;
    const ofEvent = new Map<number, BookingId>();
    const seen = new Set<string>();
    for (const { place, booking } of parsed.data.added) {
      // One that lasts for days has several slots: the first is under its id.
      if (!seen.has(booking)) ofEvent.set(place, booking as BookingId);
      seen.add(booking);
    }
    made.set(parsed.data._id, ofEvent);
  }
  return made;
}

/** A booking of the future, until those of its person are all known; with the fingerprint of its slot. */
interface Ahead {
  booking: StoredBooking;
  print: string;
}

/** The status is part of it: what was ahead at one run is behind at the next. */
const wantedBooking = (booking: StoredBooking, print: string): Wanted => ({
  id: booking._id,
  stored: encoded(StoredBooking, booking),
  fingerprint: `${print}-${booking.status}`,
});

/**
 * Bookings of the future hold the time of their people: the hold first, then the booking, as everywhere else. Of two that
 * overlap the later one is imported as cancelled.
 */
async function importBookingsAhead(
  options: ImportOptions,
  ahead: readonly Ahead[],
  companyOfCrew: ReadonlyMap<string, CustomerId>,
): Promise<void> {
  const { report, now, data, dryRun, only } = options;
  const writes = !dryRun && only.includes('events');
  const calendars = openCollection(data, { roundTrips: 0 }, 'crew_calendars', StoredCrewCalendar);
  const users = openCollection(data, { roundTrips: 0 }, 'users', StoredUser);
  const byPerson = Map.groupBy(ahead, ({ booking }) => booking.crewId);
  const everybody = [...companyOfCrew.keys()] as UserId[];

  await inBatches(everybody, AT_ONCE, 1, async (people) => {
    const there = await standing(data, 'crew_calendars', people);
    const fresh: Wanted[] = [];
    const firstBookings: Wanted[] = [];
    const rest: Ahead[] = [];
    for (const crewId of people) {
      const theirs = inOrder(byPerson.get(crewId) ?? []).map(({ booking, print, overlapped }) => {
        if (overlapped)
          report.warn('slots', booking._id, 'overlaps an earlier booking of the same person: imported as cancelled');
        return { booking: overlapped ? cancelled(booking, now) : booking, print };
      });
      if (there.has(crewId)) {
        rest.push(...theirs);
        continue;
      }
      const holds = theirs
        .filter(({ booking }) => booking.status === 'Confirmed')
        .map(({ booking }) => holdOf(booking, now));
      const calendar = { ...newCrewCalendar(crewId, now), holds };
      fresh.push({ id: crewId, stored: encoded(StoredCrewCalendar, calendar), fingerprint: 'calendar' });
      firstBookings.push(...theirs.map(({ booking, print }) => wantedBooking(booking, print)));
    }
    if (writes) await writeDocuments(data, 'crew_calendars', fresh, false);
    for (let from = 0; from < firstBookings.length; from += AT_ONCE) {
      await write(options, 'events', 'bookings', firstBookings.slice(from, from + AT_ONCE), 'slots');
    }
    await inBatches(rest, 1, PEOPLE_AT_ONCE, async ([next]) => {
      if (next) await importBookingAhead(next);
    });
  });

  async function importBookingAhead({ booking, print }: Ahead): Promise<void> {
    const wanted = wantedBooking(booking, print);
    const found = (await standing(data, 'bookings', [booking._id])).get(booking._id);
    const isSame = found?.legacy?.fingerprint === wanted.fingerprint;
    if (isSame || (found && found.kind !== 'tombstone' && (found.version !== 1 || !found.legacy))) {
      report.count('slots', isSame ? 'unchanged' : 'kept');
      return;
    }
    if (!writes) {
      report.count('slots', 'imported');
      return;
    }
    // Given up by the running system while an import was broken off: it goes on under the id that the tombstone names.
    const id =
      found?.kind === 'tombstone' && found.successorId ? (found.successorId.$oid as typeof booking._id) : booking._id;
    const moved = { ...booking, _id: id, holdId: derivedId<typeof booking.holdId>('hold', id, wanted.fingerprint) };
    const held =
      moved.status !== 'Confirmed' ||
      (
        await holdTime(
          { crewId: moved.crewId, holdId: moved.holdId, bookingId: id, start: moved.startTime, end: moved.endTime },
          { calendars, users } as Parameters<typeof holdTime>[1],
          now,
        )
      ).outcome === 'held';
    if (!held) report.warn('slots', id, 'its time is taken here already: imported as cancelled');
    const final = wantedBooking(held ? moved : cancelled(moved, now), print);
    const before = found && (await heldBy(data, id));
    const outcome = (
      await writeDocuments(data, 'bookings', [{ ...final, fingerprint: wanted.fingerprint }], false)
    ).get(id);
    if (before !== undefined && before !== moved.holdId) await release(data, moved.crewId, before);
    if (typeof outcome === 'string') report.count('slots', outcome);
    else report.refuse('slots', id, outcome?.refused ?? 'was not written');
  }
}

/** By start; each with whether an earlier one that stands overlaps it. */
function inOrder(bookings: readonly Ahead[]) {
  const sorted = bookings.toSorted(
    (one, other) =>
      one.booking.startTime.getTime() - other.booking.startTime.getTime() ||
      (one.booking._id < other.booking._id ? -1 : 1),
  );
  const standingOnes: { start: Date; end: Date }[] = [];
  return sorted.map(({ booking, print }) => {
    const period = { start: booking.startTime, end: booking.endTime };
    const overlapped = standingOnes.some((earlier) => overlaps(earlier, period));
    if (!overlapped) standingOnes.push(period);
    return { booking, print, overlapped };
  });
}

const cancelled = (booking: StoredBooking, now: Date): StoredBooking => ({
  ...booking,
  status: 'Cancelled',
  confirmedAt: null,
  cancelledAt: now,
  cancellationReason: CANCELLED_BY_IMPORT.overlap,
});

const holdOf = (booking: StoredBooking, now: Date): StoredCrewCalendar['holds'][number] => ({
  holdId: booking.holdId,
  bookingId: booking._id,
  start: booking.startTime,
  end: booking.endTime,
  heldAt: now,
});

async function heldBy(data: DataApi, id: AnyId): Promise<string | undefined> {
  const { document } = await runSafely(data, 'findOne', {
    collection: 'bookings',
    filter: { _id: oid(id) },
    projection: { holdId: 1 },
  });
  return (document?.['holdId'] as { $oid: string } | undefined)?.$oid;
}

async function release(data: DataApi, crewId: UserId, holdId: string): Promise<void> {
  await run(data, 'updateOne', {
    collection: 'crew_calendars',
    filter: { _id: oid(crewId) },
    update: { $pull: { holds: { holdId: { $oid: holdId } } } },
  });
}
