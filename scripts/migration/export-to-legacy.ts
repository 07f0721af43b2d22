import { deserialize, ObjectId, serialize, type Document } from 'bson';
import * as z from 'zod';
import type { FieldCipher } from '../../src/shared/field-encryption.ts';
import type { CustomerId } from '../../src/shared/ids.ts';
import { dayOf } from '../../src/shared/instant.ts';
import { StoredCredential } from '../../workers/domains/auth/credential.documents.ts';
import { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import { StoredTariff } from '../../workers/domains/customers/tariff.documents.ts';
import { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { LEGACY_SECRETS, place, unseal, type SensitiveFields } from '../../workers/domains/users/sensitive-fields.ts';
import { StoredUser } from '../../workers/domains/users/user.documents.ts';
import { relaxedOf } from '../backup/canonical.ts';
import type { BackupStore } from '../backup/store.ts';
import { PlainError } from '../lib/running.ts';
import { fromCustomer, orgNumberKey } from './from-customer.ts';
import { fromEvent } from './from-event.ts';
import { fromUser, type KnownCompany } from './from-user.ts';
import type { GivenBack } from './given-back.ts';
import { inBatches } from './in-batches.ts';
import { LegacyCredential, LegacyCustomer, LegacyEvent, LegacyUser } from './legacy-documents.ts';
import type { LegacyChange, LegacyTarget } from './legacy-target.ts';
import type { WayBackReport } from './report.ts';
import { WAY_BACK, type LegacyCollection } from './source.ts';
import { problemsOf } from './taken.ts';
import { toCredential, type SignInHere } from './to-credential.ts';
import { toCustomer } from './to-customer.ts';
import { AddedSlots, toEvent, type AddedSlot, type EventBefore } from './to-event.ts';
import { erasedUser, toUser, type KeptSecrets, type UserBefore } from './to-user.ts';

export interface WayBackOptions {
  store: BackupStore;
  target: LegacyTarget;
  cipher: FieldCipher;
  report: WayBackReport;
  now: Date;
  dryRun: boolean;
  /** Told when all documents of a collection were looked at. */
  told?: (collection: string) => void;
}

/** Collections of which the old system has nothing, and what is in them. */
export const NO_PLACE_THERE = {
  invoices: 'invoices and credit notes',
  invoice_series: 'number series of invoices',
  crew_calendars: 'times that people have blocked',
  calendar_feeds: 'calendar feeds',
  notifications: 'notifications',
  webhooks: 'webhooks',
  audit: 'the audit log',
} as const;

const AT_ONCE = 200;
const LANES = 2;
const WRITES_AT_ONCE = 8;

/**
 * Writes into the old system's database what was made or changed here since the import (ADR 0047): of each document only the
 * fields that no longer say what the import took. Sign-ins go first, then companies, people, events with their bookings.
 * Broken off anywhere, the same run again goes on; where nothing has changed it writes nothing.
 */
export async function exportToLegacy(options: WayBackOptions): Promise<void> {
  const companies = await companiesHere(options);
  const refusedSignIns = await giveBackCredentials(options);
  await giveBackCustomers(options);
  await giveBackUsers(options, companies, refusedSignIns);
  await giveBackEvents(options);
  await countWhatHasNoPlace(options);
}

/** What is known here of a document besides its schema. */
const Origin = z.object({ version: z.int(), legacy: z.object({ fingerprint: z.string() }).optional() });

/** Every document of a collection; `changed` where it was made here, or changed since it was imported. */
async function* stored<S extends z.ZodObject>(
  { store }: WayBackOptions,
  collection: string,
  schema: S,
): AsyncGenerator<{ document: z.output<S>; changed: boolean; wasImported: boolean }> {
  for await (const line of store.lines(collection)) {
    const relaxed = relaxedOf(line);
    if (relaxed['kind'] === 'tombstone') continue;
    const { version, legacy } = Origin.parse(relaxed);
    const wasImported = legacy !== undefined;
    const document = z.decode(schema, relaxed as z.input<S>);
    yield { document, changed: !wasImported || version !== 1, wasImported };
  }
}

/** An old document in the types that the import reads it in; its own types stay where they are. */
const plain = (document: Document): Record<string, unknown> => deserialize(serialize(document));

const byId = (documents: readonly Document[]): Map<string, Document> =>
  new Map(documents.map((document) => [String(document['_id']), document]));

const sameBson = (one: unknown, other: unknown): boolean =>
  Buffer.compare(serialize({ value: one }), serialize({ value: other })) === 0;

/**
 * Writes one document where it is not so already, counts what became of it, and lists what it cannot say there. False where
 * the old one was changed meanwhile.
 */
async function give(
  options: WayBackOptions,
  collection: LegacyCollection,
  id: string,
  before: Document | undefined,
  given: GivenBack & { unset?: string[] },
  dates: { createdAt: Date; updatedAt: Date },
  fate?: 'erased',
): Promise<boolean> {
  const { report } = options;
  const set = Object.fromEntries(
    Object.entries(given.set).filter(([field, value]) => !before || !sameBson(before[field], value)),
  );
  const unset = given.unset ?? [];
  for (const reason of given.notHeld) report.warn(collection, id, `is not held: ${reason}`);
  if (before && Object.keys(set).length === 0 && unset.length === 0) {
    report.count(collection, 'unchanged');
    return true;
  }
  const change: LegacyChange = before
    ? { update: before, set: { ...set, updatedAt: dates.updatedAt }, unset }
    : { insert: { _id: new ObjectId(id), ...set, createdAt: dates.createdAt, updatedAt: dates.updatedAt } };
  const written = await write(options, collection, change);
  if (written) report.count(collection, fate ?? (before ? 'updated' : 'created'));
  else report.refuse(collection, id, CHANGED_MEANWHILE);
  return written;
}

const CHANGED_MEANWHILE = 'was changed in the old database while this ran: run it again';
const NO_LONGER_THERE = 'was imported, and is not in this old database: is it the one that it came from?';
const notTaken = (why: string): string => `the old document is no longer one that the import would take (${why})`;

const write = async (
  { target, dryRun }: WayBackOptions,
  collection: LegacyCollection | typeof WAY_BACK,
  change: LegacyChange,
): Promise<boolean> => dryRun || target.write(collection, change);

type Companies = {
  /** By their id here. */
  here: ReadonlyMap<string, Pick<StoredCustomer, 'customerType'>>;
  /** What a person's old company is here, where the person is of the company `now`: it may have been merged into that one. */
  known: (oldId: string | null, now: string | null) => KnownCompany | null;
};

async function companiesHere(options: WayBackOptions): Promise<Companies> {
  const here = new Map<string, Pick<StoredCustomer, 'customerType'>>();
  const byNumber = new Map<string, string>();
  for await (const { document } of stored(options, 'customers', StoredCustomer)) {
    here.set(document._id, { customerType: document.customerType });
    byNumber.set(document.orgNumber, document._id);
  }
  const merged = new Map<string, string>();
  for await (const document of options.target.all('customers')) {
    const id = String(document['_id']);
    if (here.has(id)) continue;
    const number = orgNumberKey(z.string().nullish().catch(null).parse(document['orgNumber']) ?? null);
    const keeper = number === null ? undefined : byNumber.get(number);
    if (keeper !== undefined) merged.set(id, keeper);
  }
  return {
    here,
    known: (oldId, now) => {
      const id = oldId !== null && here.has(oldId) ? oldId : now;
      if (oldId === null || id === null || (id !== oldId && merged.get(oldId) !== id)) return null;
      return { id: id as CustomerId, isCrewCompany: here.get(id)?.customerType === 2 };
    },
  };
}

async function giveBackCustomers(options: WayBackOptions): Promise<void> {
  const { report, target, told } = options;
  const tariffs = await changedParts(options, 'tariffs', StoredTariff, ({ customerId }) => customerId);
  const changed = changedOnes(options, 'customers', StoredCustomer, (id) => tariffs.has(id));
  await inBatches(changed, AT_ONCE, LANES, async (batch) => {
    const there = byId(
      await target.read(
        'customers',
        batch.map(({ document }) => document._id),
      ),
    );
    await inBatches(batch, 1, WRITES_AT_ONCE, async ([one]) => {
      if (!one) return;
      const { document: customer, wasImported } = one;
      const theirs = tariffs.get(customer._id) ?? [];
      const exact = there.get(customer._id);
      const refuse = (reason: string) => {
        report.refuse('customers', customer._id, reason);
        for (const { _id } of theirs) report.refuse('tariffs', _id, 'the customer was refused');
      };
      if (!exact && wasImported) return refuse(NO_LONGER_THERE);
      const parsed = exact && LegacyCustomer.safeParse(plain(exact));
      if (parsed && !parsed.success) return refuse(notTaken(problemsOf(parsed.error)));
      const result = parsed && fromCustomer(parsed.data);
      if (result && 'refused' in result) return refuse(notTaken(result.refused));
      const before =
        parsed && result
          ? { old: parsed.data, taken: result.taken, exactTariffs: (exact?.['tariffs'] ?? []) as Document[] }
          : null;
      const given = toCustomer(customer, theirs, before);
      for (const { fate } of given.tariffs) report.count('tariffs', fate);
      await give(options, 'customers', customer._id, exact, given, {
        createdAt: customer.createdAt,
        updatedAt: latest(customer, ...theirs),
      });
    });
  });
  told?.('customers');
}

/** The changed documents of a collection, and those of which `alsoIf` knows a part that has changed; the others are counted. */
async function* changedOnes<S extends z.ZodObject>(
  options: WayBackOptions,
  collection: LegacyCollection,
  schema: S,
  alsoIf: (id: string) => boolean,
) {
  for await (const one of stored(options, collection, schema)) {
    options.report.count(collection, 'read');
    if (one.changed || alsoIf(String(one.document['_id']))) yield one;
    else options.report.count(collection, 'unchanged');
  }
}

/** The changed documents that are part of another one there, by that one; the others are counted. */
async function changedParts<S extends z.ZodObject>(
  options: WayBackOptions,
  collection: 'tariffs' | 'bookings',
  schema: S,
  ownerOf: (part: z.output<S>) => string,
): Promise<Map<string, z.output<S>[]>> {
  const parts = new Map<string, z.output<S>[]>();
  for await (const { document, changed } of stored(options, collection, schema)) {
    options.report.count(collection, 'read');
    if (!changed) {
      options.report.count(collection, 'unchanged');
      continue;
    }
    const owner = ownerOf(document);
    parts.set(owner, [...(parts.get(owner) ?? []), document]);
  }
  return parts;
}

const latest = (...documents: readonly { updatedAt: Date }[]): Date =>
  new Date(Math.max(...documents.map(({ updatedAt }) => updatedAt.getTime())));

async function giveBackUsers(
  options: WayBackOptions,
  companies: Companies,
  refusedSignIns: ReadonlySet<string>,
): Promise<void> {
  const { report, target, told, cipher } = options;
  const changed = changedOnes(options, 'users', StoredUser, () => false);
  await inBatches(changed, AT_ONCE, LANES, async (batch) => {
    const there = byId(
      await target.read(
        'users',
        batch.map(({ document }) => document._id),
      ),
    );
    await inBatches(batch, 1, WRITES_AT_ONCE, async ([one]) => {
      if (!one) return;
      const { document: user, wasImported } = one;
      const exact = there.get(user._id);
      const company = user.customerId === null ? null : (companies.here.get(user.customerId) ?? null);
      if (!exact && wasImported) return report.refuse('users', user._id, NO_LONGER_THERE);
      if (refusedSignIns.has(user._id)) return report.refuse('users', user._id, 'the sign-in was refused');
      if (user.erasure !== undefined) return erase(options, user, exact, company);
      const read = exact ? await userBefore(options, exact, user, companies) : null;
      if (typeof read === 'string') return report.refuse('users', user._id, notTaken(read));
      const given = toUser(user, await secretsOf(user, cipher), company, read, dayOf(options.now));
      await give(options, 'users', user._id, exact, given, user);
    });
  });
  told?.('users');
}

/** The old document as the import would take it now, or why it would not. */
async function userBefore(
  { cipher, now }: WayBackOptions,
  exact: Document,
  { customerId }: StoredUser,
  companies: Companies,
): Promise<UserBefore | string> {
  const parsed = LegacyUser.safeParse(plain(exact));
  if (!parsed.success) return problemsOf(parsed.error);
  const company = companies.known(parsed.data.customerId, customerId);
  const result = await fromUser(parsed.data, company, true, cipher, now);
  if ('refused' in result) return result.refused;
  return { old: parsed.data, imported: result.taken.user, exactSkills: (exact['skills'] ?? []) as unknown[] };
}

const Kept = z.object({ ssn: z.string().nullish(), bankAccount: z.string().nullish() });

async function secretsOf(user: StoredUser, cipher: FieldCipher): Promise<SensitiveFields & { kept: KeptSecrets }> {
  try {
    return { ...(await unseal(user, cipher)), kept: await keptSecrets(user, cipher) };
  } catch (cause) {
    throw new PlainError(
      `FIELD_KEYS does not open what is encrypted of user ${user._id}: give those of the installation (${String(cause)}).`,
    );
  }
}

async function keptSecrets({ _id, legacy }: StoredUser, cipher: FieldCipher): Promise<KeptSecrets> {
  const sealed = legacy?.kept?.sealed;
  const { ssn, bankAccount } = sealed
    ? Kept.parse(JSON.parse(await cipher.decrypt(sealed, place(_id, LEGACY_SECRETS))))
    : {};
  return { ssn: ssn ?? null, bankAccount: bankAccount ?? null };
}

async function erase(
  options: WayBackOptions,
  user: StoredUser,
  exact: Document | undefined,
  company: Pick<StoredCustomer, 'customerType'> | null,
): Promise<void> {
  const image: unknown = exact?.['image'];
  if (typeof image === 'string' && image !== '') {
    options.report.warn(
      'users',
      user._id,
      `a picture is in the old system's files, and is to be deleted there: "${image}"`,
    );
  }
  const { set, unset } = erasedUser(user._id, exact ?? {});
  // Bookings name the person by the id alone.
  const nobody = { ...user, email: '', name: '', phone: null, crew: null, live: false };
  const none = { socialSecurityNumber: null, bankAccount: null, kept: { ssn: null, bankAccount: null } };
  const whole = exact ? {} : toUser(nobody, none, company, null, dayOf(options.now)).set;
  await give(options, 'users', user._id, exact, { set: { ...whole, ...set }, unset, notHeld: [] }, user, 'erased');
}

/** Somebody who was deleted here: with what addresses there may be a sign-in. */
type Gone = Map<string, Set<string>>;

const emailKey = (email: unknown): string => (typeof email === 'string' ? email.trim().toLowerCase() : '');

/**
 * Sign-ins before people: an old one is found by its person's id or address, of which the latter may have changed here and
 * must not have changed there yet. Answers whose could not be given back.
 */
async function giveBackCredentials(options: WayBackOptions): Promise<ReadonlySet<string>> {
  const { report, target, told } = options;
  const gone: Gone = new Map();
  const oldEmails = new Map<string, string>();
  let keysAreTried = false;
  for await (const { document, changed } of stored(options, 'users', StoredUser)) {
    // Before anything is written: with other keys the people could not be given back.
    if (!keysAreTried && document.crew?.socialSecurityNumber) {
      await secretsOf(document, options.cipher);
      keysAreTried = true;
    }
    if (changed && !document.live) gone.set(document._id, new Set([document.email]));
    else if (changed) oldEmails.set(document._id, document.email);
  }
  await inBatches([...gone.keys(), ...oldEmails.keys()], AT_ONCE, 1, async (ids) => {
    for (const document of await target.read('users', ids)) {
      const [id, email] = [String(document['_id']), emailKey(document['email'])];
      if (gone.has(id)) gone.get(id)?.add(email);
      else oldEmails.set(id, email);
    }
  });
  // Of an erased person there is no address here.
  const goneEmails = new Map(
    [...gone].flatMap(([id, emails]) => [...emails].filter(Boolean).map((email) => [email, id])),
  );

  const here = new Map<string, SignInHere & { createdAt: Date; updatedAt: Date; wasImported: boolean }>();
  const takenEmails = new Set<string>();
  for await (const { document, changed, wasImported } of stored(options, 'credentials', StoredCredential)) {
    report.count('credentials', 'read');
    const { _id: userId, emailKey: email, passwordHash, createdAt, updatedAt, live, state } = document;
    if (live && !gone.has(userId) && goneEmails.has(email)) takenEmails.add(email);
    if (!changed) report.count('credentials', 'unchanged');
    else if (state === 'active') here.set(userId, { userId, email, passwordHash, createdAt, updatedAt, wasImported });
    // Of nobody yet, or no longer.
    else report.count('credentials', 'left');
  }

  const refused = new Set<string>();
  const owners = new Map<string, string>();
  for (const { userId, email } of here.values()) {
    owners.set(email, userId);
    const before = oldEmails.get(userId);
    if (before && !owners.has(before)) owners.set(before, userId);
  }
  const found = new Map<string, Document[]>();
  const removed: Document[] = [];
  for await (const document of target.all('credentials')) {
    const [named, email] = [String(document['userId'] ?? ''), emailKey(document['email'])];
    const owner = here.has(named) ? named : owners.get(email);
    if (owner !== undefined) found.set(owner, [...(found.get(owner) ?? []), document]);
    else if ((gone.has(named) || goneEmails.has(email)) && !takenEmails.has(email)) removed.push(document);
  }
  const signIns = [...here.values()].map((signIn) => {
    const emailBefore = oldEmails.get(signIn.userId) ?? signIn.email;
    const [exact, ...others] = ownFirst(found.get(signIn.userId) ?? [], signIn.userId, emailBefore);
    // Somebody who was deleted left an address that is this person's now.
    removed.push(...others.filter(({ email }) => goneEmails.has(emailKey(email))));
    return { ...signIn, exact, emailBefore };
  });
  await inBatches(signIns, 1, WRITES_AT_ONCE, async ([signIn]) => {
    if (!signIn) return;
    const { exact, emailBefore } = signIn;
    if (!exact && signIn.wasImported && signIn.passwordHash === null) {
      // There was none, and there still is none.
      report.count('credentials', 'left');
      return;
    }
    const parsed = exact && LegacyCredential.safeParse(plain(exact));
    if (parsed && !parsed.success) {
      report.refuse('credentials', signIn.userId, notTaken(problemsOf(parsed.error)));
      refused.add(signIn.userId);
      return;
    }
    const given = toCredential(signIn, emailBefore, parsed?.data ?? null);
    if (!(await give(options, 'credentials', signIn.userId, exact, given, signIn))) refused.add(signIn.userId);
  });
  await inBatches(removed, 1, WRITES_AT_ONCE, async ([document]) => {
    if (!document) return;
    const id = String(document['_id']);
    report.count('credentials', 'read');
    if (await write(options, 'credentials', { remove: document })) {
      report.count('credentials', 'erased');
      return;
    }
    report.refuse('credentials', id, CHANGED_MEANWHILE);
    // Without the person's address there the next run would not find it.
    for (const person of [document['userId'] as string, goneEmails.get(emailKey(document['email']))]) {
      if (person !== undefined) refused.add(person);
    }
  });
  told?.('credentials');
  return refused;
}

/** The sign-in that names the person, then one with the person's address; of several the newest, which the import took. */
function ownFirst(documents: readonly Document[], userId: string, email: string): Document[] {
  const rank = (document: Document) =>
    document['userId'] === userId ? 0 : emailKey(document['email']) === email ? 1 : 2;
  return documents.toSorted(
    (one, other) => rank(one) - rank(other) || Number(other['createdAt']) - Number(one['createdAt']),
  );
}

async function giveBackEvents(options: WayBackOptions): Promise<void> {
  const { report, target, told } = options;
  const bookings = await changedParts(options, 'bookings', StoredBooking, ({ eventId }) => eventId);
  const changed = changedOnes(options, 'events', StoredEvent, (id) => bookings.has(id));
  await inBatches(changed, AT_ONCE, LANES, async (batch) => {
    const ids = batch.map(({ document }) => document._id);
    const there = byId(await target.read('events', ids));
    const notes = new Map(
      (await target.read(WAY_BACK, ids))
        .map((note) => AddedSlots.parse(plain(note)))
        .map(({ _id, added }) => [_id, added]),
    );
    await inBatches(batch, 1, WRITES_AT_ONCE, async ([one]) => {
      if (!one) return;
      const { document: event, wasImported } = one;
      const theirs = bookings.get(event._id) ?? [];
      const exact = there.get(event._id);
      const refuse = (reason: string) => {
        report.refuse('events', event._id, reason);
        for (const { _id } of theirs) report.refuse('bookings', _id, 'the event was refused');
      };
      if (!exact && wasImported) return refuse(NO_LONGER_THERE);
      const before = exact ? eventBefore(exact, event, options.now) : null;
      if (typeof before === 'string') return refuse(notTaken(before));
      const added = notes.get(event._id) ?? [];
      const given = toEvent(event, theirs, added, before, options.now);
      for (const { id, fate, notHeld } of given.bookings) {
        report.count('bookings', fate);
        for (const reason of notHeld) report.warn('bookings', id, `is not held: ${reason}`);
      }
      await noteAdded(options, event._id, added, given.added);
      const set = before ? given.set : { customerId: event.customerId, ...given.set };
      await give(
        options,
        'events',
        event._id,
        exact,
        { set, notHeld: given.notHeld },
        {
          createdAt: event.createdAt,
          updatedAt: latest(event, ...theirs),
        },
      );
    });
  });
  told?.('events');
}

/** The old document as the import would take it now, or why it would not. */
function eventBefore(exact: Document, event: StoredEvent, now: Date): EventBefore | string {
  const parsed = LegacyEvent.safeParse(plain(exact));
  if (!parsed.success) return problemsOf(parsed.error);
  const result = fromEvent(parsed.data, { id: event.customerId, isOrganizer: true }, () => null, now);
  if ('refused' in result) return result.refused;
  return { old: parsed.data, imported: result.taken.event, exactSlots: (exact['slots'] ?? []) as unknown[] };
}

/** Before the event itself: a slot without its note would be added again by the next run. */
async function noteAdded(
  options: WayBackOptions,
  eventId: string,
  before: readonly AddedSlot[],
  added: readonly AddedSlot[],
): Promise<void> {
  if (added.length === 0 || JSON.stringify(before) === JSON.stringify(added)) return;
  await write(options, WAY_BACK, { put: { _id: eventId, added } });
}

async function countWhatHasNoPlace(options: WayBackOptions): Promise<void> {
  const { store, report, told } = options;
  for (const [collection, what] of Object.entries(NO_PLACE_THERE)) {
    for await (const line of store.lines(collection)) {
      if (collection === 'crew_calendars' && !hasBlocked(line)) continue;
      report.count(what, 'read');
      report.count(what, 'left');
    }
    told?.(what);
  }
}

const hasBlocked = (line: string): boolean =>
  z.object({ unavailable: z.array(z.unknown()) }).parse(JSON.parse(line)).unavailable.length > 0;
