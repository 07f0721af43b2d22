import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bcrypt from 'bcrypt';
import { EJSON, ObjectId, type Document } from 'bson';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldCipher } from '#shared/field-encryption';
import { EXACT } from '../scripts/backup/canonical.ts';
import { exportStore } from '../scripts/backup/export-store.ts';
import { openMongodbStore } from '../scripts/backup/mongodb-store.ts';
import { openEmbeddedStore } from '../scripts/backup/open.ts';
import { restoreStore } from '../scripts/backup/restore-store.ts';
import type { BackupStore } from '../scripts/backup/store.ts';
import { newSecrets } from '../scripts/lib/settings.ts';
import { exportToLegacy } from '../scripts/migration/export-to-legacy.ts';
import { legacyDocuments } from '../scripts/migration/generate-legacy.ts';
import { openLegacyTarget, type LegacyTarget } from '../scripts/migration/legacy-target.ts';
import { WayBackReport, type Report } from '../scripts/migration/report.ts';
import { legacyCollections } from '../scripts/migration/source.ts';
import { openMongoTarget } from '../scripts/migration/target.ts';
import { importFrom } from './support/import-from.ts';
import { mongodOrSkip } from './support/mongod.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

const noCrew = { ssn: '811228-9874', bank: 'Swedbank', bankAccount: '8327-9 123' };
const SIZE = { users: 600, customers: 120, events: 300 };
const now = new Date('2026-11-27T12:00:00Z');
const later = new Date(now.getTime() + 60_000);
const imported = ['customers', 'tariffs', 'users', 'credentials', 'events', 'bookings', 'crew_calendars'];

describe.skipIf(!mongod)('the way back into the old system', () => {
  const uri = mongod?.uri ?? '';
  const addressOf = (database: string) => uri.replace('/?', `/${database}?`);
  let client: MongoClient;
  let secrets: Awaited<ReturnType<typeof newSecrets>>;

  beforeAll(async () => {
    secrets = await newSecrets();
    client = await MongoClient.connect(uri);
    for (const collection of legacyCollections) {
      await client
        .db('untouched')
        .collection(collection)
        .insertMany([...legacyDocuments(collection, SIZE, now)]);
    }
    // Somebody of an organizer, and yet with what only crew have here.
    const manager = { role: 2, ssn: null, isActive: true, email: /^user/ };
    await client
      .db('untouched')
      .collection('users')
      .updateOne(manager, { $set: { ...noCrew, updatedAt: now } });
    await importInto('imported', 'untouched');
  });
  afterAll(() => client.close());

  /** Each test has its own old database and its own new one, as they were after the import. */
  beforeEach(async () => {
    await copy('untouched', 'old', legacyCollections);
    await client.db('old').collection('way_back').deleteMany({});
    await client.db('here').dropDatabase();
    await copy('imported', 'here', imported);
  });

  async function copy(from: string, to: string, collections: readonly string[]): Promise<void> {
    for (const name of collections) {
      await client
        .db(from)
        .collection(name)
        .aggregate([{ $out: { db: to, coll: name } }])
        .toArray();
    }
  }

  async function importInto(database: string, from: string, mergeDuplicates = false): Promise<Report> {
    const target = await openMongoTarget(uri, database);
    try {
      return await importFrom(addressOf(from), { data: target.data, secrets, now, mergeDuplicates });
    } finally {
      await target.close();
    }
  }

  async function goBack(options: { store?: BackupStore; to?: string; from?: string; dryRun?: boolean } = {}) {
    const store = options.store ?? (await openMongodbStore(uri, 'here', true));
    const target = await openLegacyTarget(options.to ?? addressOf('old'), options.from);
    const report = new WayBackReport();
    const cipher = fieldCipher(secrets.FIELD_KEYS);
    await exportToLegacy({ store, target, cipher, report, now, dryRun: options.dryRun ?? false });
    await target.finish();
    await Promise.all([target.close(), store.close()]);
    expect(report.accountsForAll).toBe(true);
    return report;
  }

  /** Every old document, word for word. */
  async function contentsOf(database: string): Promise<Map<string, Document>> {
    const contents = new Map<string, Document>();
    for (const name of legacyCollections) {
      const documents = await client.db(database).collection(name).find({}, EXACT).sort({ _id: 1 }).toArray();
      for (const document of documents) {
        contents.set(`${name} ${String(document['_id'])}`, EJSON.serialize(document, { relaxed: false }));
      }
    }
    return contents;
  }

  /** Of each document of the old database that is not as it was, the fields that differ. */
  async function differences(database = 'old') {
    const [before, after] = [await contentsOf('untouched'), await contentsOf(database)];
    const differing: Record<string, string[] | 'new' | 'gone'> = {};
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(id), after.get(id)];
      if (!was || !is) differing[id] = was ? 'gone' : 'new';
      else {
        const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
          (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
        );
        if (fields.length > 0) differing[id] = fields;
      }
    }
    return differing;
  }

  const here = (collection: string) => client.db('here').collection(collection);
  const old = (collection: string) => client.db('old').collection(collection);
  const oneOf = async (collection: string, filter: Document) => {
    const found = await here(collection).findOne(filter, { sort: { _id: 1 } });
    if (!found) throw new Error(`there is none in ${collection}`);
    return found;
  };
  /** Changes a document here as the system does: one more version. */
  const change = async (collection: string, { _id }: Document, set: Document): Promise<void> => {
    await here(collection).updateOne(
      { _id: _id as ObjectId },
      { $set: { updatedAt: later, ...set }, $inc: { version: 1 } },
    );
  };
  const oldOne = async (collection: string, { _id }: Document): Promise<Document> => {
    const found = await old(collection).findOne({ _id: _id as ObjectId });
    if (!found) throw new Error(`it is not in ${collection}`);
    return found;
  };

  it('writes nothing where nothing was changed', async () => {
    const report = await goBack();
    expect(report.of('users').unchanged).toBe(report.of('users').read);
    expect(await differences()).toEqual({});
  });

  it.each([
    { where: 'companies stay apart', merged: false },
    { where: 'companies of one number became one', merged: true },
  ])('gives back word for word what a change here has left as it was, where $where', async ({ merged }) => {
    if (merged) {
      await client.db('here').dropDatabase();
      expect((await importInto('here', 'untouched', true)).of('customers').merged).toBeGreaterThan(0);
    }
    // Nothing but an erasure changes somebody who is deleted.
    for (const name of imported) await here(name).updateMany({ live: { $ne: false } }, { $inc: { version: 1 } });
    await goBack();
    expect(await differences()).toEqual({});
  });

  it('gives back each field that was changed, and leaves every other as the old document has it', async () => {
    const person = await oneOf('users', { userType: 3, version: 1 });
    const company = await oneOf('customers', { customerType: 1, isActive: true });
    const event = await oneOf('events', { status: 2 });
    await change('users', person, { phone: '+46708888888' });
    await change('customers', company, { name: 'Nytt Namn AB', zipCode: '22222' });
    await change('events', event, { name: 'Nytt namn', projectNumber: null });
    await goBack();
    expect(await differences()).toEqual({
      [`users ${String(person._id)}`]: ['phone', 'updatedAt'],
      [`customers ${String(company._id)}`]: ['name', 'zip', 'updatedAt'],
      [`events ${String(event._id)}`]: ['project', 'projectNumber', 'updatedAt'],
    });
    expect(await oldOne('customers', company)).toMatchObject({ name: 'Nytt Namn AB', zip: '222 22', updatedAt: later });
  });

  describe('what was made here', () => {
    const ids = {
      company: new ObjectId(),
      crewCompany: new ObjectId(),
      tariff: new ObjectId(),
      person: new ObjectId(),
      crew: new ObjectId(),
      event: new ObjectId(),
    };
    /** As a document that the system made: without what an import leaves. */
    const madeFrom = async (collection: string, filter: Document, set: Document): Promise<void> => {
      const { legacy: _, ...like } = await oneOf(collection, filter);
      await here(collection).insertOne({ ...like, createdAt: later, updatedAt: later, ...set });
    };
    beforeEach(async () => {
      const organizer = { name: 'Nya Festivalen AB', nameKey: 'nya festivalen ab', orgNumber: '5599999991' };
      await madeFrom('customers', { customerType: 1 }, { _id: ids.company, ...organizer });
      const crewCompany = { name: 'Nya Crewet AB', nameKey: 'nya crewet ab', orgNumber: '5599999983' };
      await madeFrom('customers', { customerType: 2 }, { _id: ids.crewCompany, ...crewCompany });
      await madeFrom('tariffs', { timeType: 2 }, { _id: ids.tariff, customerId: ids.company, amountOre: 123_450 });
      const manager = { email: 'ny@example.com', firstName: 'Nya', lastName: 'Chefen', name: 'Nya Chefen' };
      await madeFrom('users', { userType: 2, live: true }, { _id: ids.person, customerId: ids.company, ...manager });
      const { crew } = await oneOf('users', { userType: 3, live: true, isActive: true });
      const sealed = { socialSecurityNumber: null, bankAccount: null };
      await madeFrom(
        'users',
        { userType: 3, live: true, isActive: true },
        {
          _id: ids.crew,
          customerId: ids.crewCompany,
          email: 'trummis@example.com',
          name: 'Rut von Trumme',
          firstName: null,
          lastName: null,
          crew: { ...crew, references: 'Way Out West\nRoskilde', ...sealed },
        },
      );
      for (const [_id, emailKey] of [
        [ids.person, 'ny@example.com'],
        [ids.crew, 'trummis@example.com'],
      ]) {
        await madeFrom(
          'credentials',
          {},
          { _id, emailKey, passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA' },
        );
      }
      await madeFrom(
        'events',
        { status: 2 },
        {
          _id: ids.event,
          customerId: ids.company,
          name: 'Nya Scenen',
          startDate: new Date('2027-06-04T06:00:00Z'),
          endDate: new Date('2027-06-07T22:00:00Z'),
        },
      );
    });
    const book = async (
      eventId: ObjectId,
      startTime: string,
      endTime: string,
      set: Document = {},
    ): Promise<ObjectId> => {
      const _id = new ObjectId();
      const times = { startTime: new Date(startTime), endTime: new Date(endTime) };
      const whose = { eventId, crewId: ids.crew, category: 'Ljudtekniker', skill: 'B', status: 2, notes: null };
      await madeFrom(
        'bookings',
        { status: 2 },
        { _id, ...whose, ...times, rateOre: 45_000, totalOre: 360_000, ...set },
      );
      return _id;
    };

    it('is made there, in the shape and under the ids that it has', async () => {
      await book(ids.event, '2027-06-04T16:00:00Z', '2027-06-05T00:00:00Z');
      const report = await goBack();
      for (const name of ['customers', 'users', 'credentials']) expect(report.of(name).created).toBe(2);
      expect(await oldOne('customers', { _id: ids.company })).toMatchObject({
        name: 'Nya Festivalen AB',
        orgNumber: '559999-9991',
        customerType: 1,
        tariffs: [{ _id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string, timeType: 3 }],
      });
      const crew = await oldOne('users', { _id: ids.crew });
      expect(crew).toMatchObject({ role: 3, customerType: 2, customerId: String(ids.crewCompany), isActive: true });
      expect(crew).toMatchObject({
        firstName: 'Rut',
        lastName: 'von Trumme',
        previousJobs: ['Way Out West', 'Roskilde'],
      });
      const event = await oldOne('events', { _id: ids.event });
      expect(event).toMatchObject({
        customerId: String(ids.company),
        project: 'Nya Scenen',
        isActive: true,
        files: [],
      });
      expect(EJSON.serialize(event['slots'] as Document)).toEqual([
        {
          date: '2027-06-04',
          start: '18:00',
          end: '02:00',
          crewId: String(ids.crew),
          skillCategory: 1,
          skillLevel: 2,
          tariff: { $numberDecimal: '450' },
          hourAmount: { $numberDecimal: '8' },
          sum: { $numberDecimal: '3600' },
        },
      ]);
      // The fields that the old system has, and no other: it cannot read a document with more.
      for (const [name, _id] of [
        ['customers', ids.company],
        ['users', ids.crew],
        ['events', ids.event],
        ['credentials', ids.crew],
      ] as const) {
        const like = (await client.db('untouched').collection(name).findOne({ shoeSize: null })) ?? {};
        expect(Object.keys(await oldOne(name, { _id })).toSorted()).toEqual(Object.keys(like).toSorted());
      }
    });

    it('imported again elsewhere says the same, under the same ids', async () => {
      await book(ids.event, '2027-06-04T16:00:00Z', '2027-06-05T00:00:00Z');
      await goBack();
      await client.db('again').dropDatabase();
      await importInto('again', 'old');
      const fields: Record<string, string[]> = {
        customers: [
          '_id',
          'name',
          'orgNumber',
          'address',
          'city',
          'zipCode',
          'email',
          'phone',
          'customerType',
          'isActive',
        ],
        tariffs: ['customerId', 'category', 'skill', 'timeType', 'amountOre'],
        users: ['_id', 'email', 'name', 'userType', 'customerId', 'phone', 'isActive'],
        events: ['_id', 'customerId', 'name', 'startDate', 'endDate', 'status', 'projectNumber'],
        bookings: [
          '_id',
          'eventId',
          'crewId',
          'startTime',
          'endTime',
          'category',
          'skill',
          'rateOre',
          'totalOre',
          'status',
        ],
      };
      for (const [name, wanted] of Object.entries(fields)) {
        const projection = { _id: 0, ...Object.fromEntries(wanted.map((field) => [field, 1])) };
        const said = async (database: string) =>
          (await client.db(database).collection(name).find({}, { projection }).toArray())
            .map((document) => EJSON.stringify(wanted.map((field) => document[field] as unknown)))
            .toSorted();
        expect(await said('again')).toEqual(await said('here'));
      }
    });

    it('becomes a slot more of an event that is there, and follows what becomes of it', async () => {
      const event = await oneOf('events', { status: 2, version: 1 });
      const slotsThen = (await oldOne('events', event))['slots'] as Document[];
      const booking = await book(event._id, '2027-01-10T08:00:00Z', '2027-01-10T16:00:00Z');
      await goBack();
      const slots = async () => (await oldOne('events', event))['slots'] as Document[];
      expect((await slots()).slice(0, -1)).toEqual(slotsThen);
      expect((await slots()).at(-1)).toMatchObject({ date: '2027-01-10', start: '09:00', end: '17:00' });

      await change('bookings', { _id: booking }, { startTime: new Date('2027-01-10T10:00:00Z') });
      await goBack();
      expect((await slots()).slice(0, -1)).toEqual(slotsThen);
      expect((await slots()).at(-1)).toMatchObject({ start: '11:00', crewId: String(ids.crew) });

      await change('bookings', { _id: booking }, { status: 4 });
      await goBack();
      expect((await slots()).slice(0, -1)).toEqual(slotsThen);
      expect((await slots()).at(-1)).toMatchObject({ start: '11:00', crewId: null });
    });

    it('of several days becomes a slot a day, with the whole sum', async () => {
      await book(ids.event, '2027-06-04T16:00:00Z', '2027-06-07T10:00:00Z', { totalOre: 1_000_001, timeType: 2 });
      const report = await goBack();
      const { slots } = (await oldOne('events', { _id: ids.event })) as unknown as { slots: Document[] };
      expect(slots.map(({ date, start, end }) => `${date} ${start} ${end}`)).toEqual([
        '2027-06-04 18:00 00:00',
        '2027-06-05 00:00 23:59',
        '2027-06-06 00:00 23:59',
        '2027-06-07 00:00 12:00',
      ]);
      expect(slots.reduce((sum, slot) => sum + Math.round(Number(String(slot['sum'])) * 100), 0)).toBe(1_000_001);
      expect(report.of('bookings').warnings.map(({ reason }) => reason)).toEqual(
        expect.arrayContaining([expect.stringContaining('one a day'), expect.stringContaining('not paid by the hour')]),
      );
    });

    it('lists what the old system cannot hold, of each document', async () => {
      await change('customers', { _id: ids.company }, { paymentTermsDays: 10, peppolId: '0007:5599999991' });
      await change('tariffs', { _id: ids.tariff }, { timeType: 3 });
      await change(
        'events',
        { _id: ids.event },
        { location: 'Malmö', details: { performer: 'Rut', stage: null, audience: null, equipment: [] } },
      );
      const booking = await book(ids.event, '2027-06-04T16:00:00Z', '2027-06-05T00:00:00Z', {
        status: 1,
        notes: 'Ta med kablar',
        category: 'Trummor',
      });
      await here('invoices').insertOne({ _id: new ObjectId() });
      const report = await goBack();
      const said = (name: string, _id: ObjectId) =>
        report
          .of(name)
          .warnings.filter((one) => one._id === String(_id))
          .map(({ reason }) => reason.replace('is not held: ', ''));
      expect(said('customers', ids.company)).toEqual([
        `the tariff "${String(ids.tariff)}": what an event costs has no place there`,
        'what the company says of itself as one that pays or sells (peppolId, paymentTermsDays)',
      ]);
      expect(said('events', ids.event)).toEqual(['what the event says besides (location, details)']);
      expect(said('bookings', booking)).toEqual([
        '"Trummor, B" has no number there: it says Teknik, C',
        'it was only asked for: there it stands as booked',
        'its notes',
      ]);
      expect(said('credentials', ids.person)).toEqual([
        'chose a password here, which the old system cannot verify: one is to be set there',
      ]);
      expect(report.of('invoices and credit notes')).toMatchObject({ read: 1, left: 1 });
    });
  });

  it('shuts out there whoever was deleted here', async () => {
    const person = await oneOf('users', { userType: 2, live: true, isActive: true });
    await change('users', person, { live: false });
    await change('credentials', person, { state: 'deleted', live: false });
    const report = await goBack();
    const email = person['email'] as string;
    expect(await oldOne('users', person)).toMatchObject({ isActive: false, email });
    expect(await old('credentials').findOne({ email })).toBeNull();
    expect(report.of('credentials').erased).toBe(1);
  });

  it('leaves a sign-in to whoever has the address of somebody deleted', async () => {
    const [gone, heir] = await here('users').find({ userType: 2, live: true }).sort({ _id: 1 }).limit(2).toArray();
    if (!gone || !heir) throw new Error('there are no two');
    const email = gone['email'] as string;
    await change('users', gone, { live: false });
    await change('credentials', gone, { state: 'deleted', live: false });
    await change('users', heir, { email });
    await change('credentials', heir, { emailKey: email });
    await goBack();
    expect(await oldOne('users', heir)).toMatchObject({ email });
    expect(await old('credentials').countDocuments({ email })).toBe(1);
  });

  it('erases there whoever was erased here, with what no document here ever had', async () => {
    const person = await oneOf('users', { userType: 3, live: true });
    const image = 'https://files.example/rut.jpg';
    await old('users').updateOne({ _id: person._id }, { $set: { image, shoeSize: 'forty-three', co: 'Rut' } });
    const before = await oldOne('users', person);
    const crew = { skills: [], references: null, socialSecurityNumber: null, bankAccount: null };
    await change('users', person, {
      email: '',
      name: 'Erased person',
      phone: null,
      crew,
      live: false,
      erasure: 'done',
    });
    await here('users').updateOne({ _id: person._id }, { $unset: { legacy: '' } });
    await here('credentials').deleteOne({ _id: person._id });
    const report = await goBack();

    const after = EJSON.stringify([
      await oldOne('users', person),
      await old('credentials').findOne({ email: before['email'] as string }),
    ]);
    for (const [field, value] of Object.entries(before)) {
      if (['_id', 'role', 'customerId', 'customerType', 'isActive', 'createdAt', 'updatedAt'].includes(field)) continue;
      if (value === null || value === '' || typeof value === 'boolean') continue;
      expect(after).not.toContain(EJSON.stringify(value));
    }
    expect(after).not.toContain('shoeSize');
    expect(await oldOne('users', person)).toMatchObject({
      isActive: false,
      email: `${String(person._id)}@erased.invalid`,
    });
    expect(report.of('users')).toMatchObject({
      erased: 1,
      warnings: [{ _id: String(person._id), reason: expect.stringContaining(image) as string }],
    });
  });

  it('leaves the sign-in of whoever lives to them, when somebody of the same address is erased', async () => {
    const twin = await oneOf('users', { live: false, userType: 2, email: /^user/ });
    const email = twin['email'] as string;
    expect(await old('credentials').countDocuments({ email })).toBe(1);
    await change('users', twin, { email: '', name: 'Erased person', erasure: 'done' });
    await goBack();
    expect(await oldOne('users', twin)).toMatchObject({ firstName: 'Erased' });
    expect(await old('credentials').countDocuments({ email })).toBe(1);
  });

  it('gives a company to somebody whose old one is not there', async () => {
    const person = await oneOf('users', { userType: 2, live: true, isActive: false, customerId: null });
    const company = await oneOf('customers', { customerType: 1 });
    await change('users', person, { customerId: company._id, isActive: true });
    await goBack();
    expect(await oldOne('users', person)).toMatchObject({
      customerId: String(company._id),
      customerType: 1,
      isActive: true,
    });
  });

  it('keeps a number and an account that could only be kept, also when the person becomes crew', async () => {
    const [before] = await old('users').find(noCrew).toArray();
    const company = await oneOf('customers', { customerType: 2 });
    const crew = { skills: [], references: null, socialSecurityNumber: null, bankAccount: null };
    await change('users', before ?? {}, { userType: 3, customerId: company._id, crew });
    // The second time the old document says crew, too.
    for (let run = 0; run < 2; run += 1) {
      await goBack();
      expect(await oldOne('users', before ?? {})).toMatchObject({ ...noCrew, role: 3 });
    }
  });

  it('gives back a password that the old system knows, and locks a sign-in whose password it cannot', async () => {
    const person = await oneOf('users', { userType: 2, live: true, isActive: true });
    const email = person['email'] as string;
    const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
    await old('credentials').updateOne({ email }, { $set: { refreshToken: 'still good' } });
    await change('credentials', person, { passwordHash });
    await goBack();
    const locked = await old('credentials').findOne({ email });
    expect(locked).toMatchObject({
      refreshToken: null,
      passwordHash: expect.stringMatching(/^\$2a\$12\$.{53}$/) as string,
    });
    for (const guess of ['Legacy-2026-sound', '', passwordHash]) {
      expect(await bcrypt.compare(guess, locked?.['passwordHash'] as string)).toBe(false);
    }
  });

  /** Of every kind of change one, and a document that the system made itself. */
  async function changeMuch(): Promise<void> {
    const [person, deleted, erased] = await here('users')
      .find({ userType: 3, live: true })
      .sort({ _id: 1 })
      .limit(3)
      .toArray();
    const event = await oneOf('events', { status: 2 });
    const booking = await oneOf('bookings', { status: 2 });
    if (!person || !deleted || !erased) throw new Error('there are too few');
    await change('users', person, { email: 'flyttad@example.com', name: 'Ny Namnsson' });
    await change('credentials', person, { emailKey: 'flyttad@example.com' });
    await change('users', deleted, { live: false });
    await here('credentials').deleteOne({ _id: deleted._id });
    await change('users', erased, { email: '', live: false, erasure: 'done', crew: null, name: 'Erased person' });
    await change('customers', await oneOf('customers', { customerType: 1 }), { city: 'Lund' });
    await change('tariffs', await oneOf('tariffs', {}), { amountOre: 77_777 });
    await change('tariffs', await oneOf('tariffs', { timeType: 1, version: 1 }), { live: false });
    await change('events', event, { status: 5 });
    await change('bookings', booking, { rateOre: 12_345 });
    const { legacy: _, ...like } = booking;
    await here('bookings').insertOne({ ...like, _id: new ObjectId(), createdAt: later, updatedAt: later });
  }

  it('writes nothing a second time, and in a dry run nothing at all', async () => {
    await changeMuch();
    const dry = await goBack({ dryRun: true });
    expect(await differences()).toEqual({});
    const first = await goBack();
    expect(JSON.stringify(dry)).toBe(JSON.stringify(first));
    const after = await contentsOf('old');
    const second = await goBack();
    expect(await contentsOf('old')).toEqual(after);
    for (const name of legacyCollections) {
      expect(second.of(name)).toMatchObject({ created: 0, updated: 0, erased: 0, refused: 0 });
    }
  });

  it('gives back the same from the embedded engine, and into files for mongoimport', async () => {
    await changeMuch();
    const folder = await mkdtemp(join(tmpdir(), 'way-back-'));
    try {
      const mongodb = await openMongodbStore(uri, 'here', true);
      await exportStore(mongodb, join(folder, 'backup'), now);
      await mongodb.close();
      const embedded = await openEmbeddedStore(join(folder, 'embedded'));
      await restoreStore(embedded, join(folder, 'backup'));
      await goBack({ store: embedded });
      const byEmbedded = await contentsOf('old');
      await copy('untouched', 'old', legacyCollections);
      await old('way_back').deleteMany({});

      // As mongoexport writes them; and as mongoimport takes them, with --mode upsert and --mode delete.
      await mkdir(join(folder, 'exported'));
      for (const name of legacyCollections) {
        const lines = (await old(name).find({}, EXACT).toArray()).map((one) =>
          EJSON.stringify(one, { relaxed: false }),
        );
        await writeFile(join(folder, 'exported', `${name}.json`), lines.join('\n'));
      }
      await goBack({ to: join(folder, 'back'), from: join(folder, 'exported') });
      expect(await differences()).toEqual({});
      for (const file of await readdir(join(folder, 'back'))) {
        const [name = '', mode] = file.split('.');
        for (const line of (await readFile(join(folder, 'back', file), 'utf8')).trim().split('\n')) {
          const { _id, ...fields } = EJSON.parse(line, { relaxed: false }) as { _id: ObjectId };
          if (mode === 'delete') await old(name).deleteOne({ _id });
          else await old(name).replaceOne({ _id }, fields, { upsert: true });
        }
      }
      const byFiles = await contentsOf('old');
      await copy('untouched', 'old', legacyCollections);
      await old('way_back').deleteMany({});
      await goBack();
      const byMongodb = await contentsOf('old');
      const inOrder = (contents: Map<string, Document>) =>
        [...contents].map(([id, document]) => [
          id,
          Object.entries(document).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        ]);
      expect(inOrder(byEmbedded)).toEqual(inOrder(byMongodb));
      expect(inOrder(byFiles)).toEqual(inOrder(byMongodb));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('does not write over what the old system changes meanwhile, and takes it up when run again', async () => {
    const event = await oneOf('events', { status: 2 });
    await change('events', event, { name: 'Nytt namn' });
    const store = await openMongodbStore(uri, 'here', true);
    const target = await openLegacyTarget(addressOf('old'), undefined);
    const report = new WayBackReport();
    const meanwhile: LegacyTarget = {
      ...target,
      async write(collection, what) {
        await old('events').updateOne({ _id: event._id }, { $set: { bookingResponsible: 'Rut', updatedAt: later } });
        return target.write(collection, what);
      },
    };
    const cipher = fieldCipher(secrets.FIELD_KEYS);
    await exportToLegacy({ store, target: meanwhile, cipher, report, now, dryRun: false });
    await Promise.all([target.close(), store.close()]);
    expect(report.of('events').refusals).toEqual([
      { _id: String(event._id), reason: 'was changed in the old database while this ran: run it again' },
    ]);
    await goBack();
    expect(await oldOne('events', event)).toMatchObject({ project: 'Nytt namn', bookingResponsible: 'Rut' });
  });

  it('appends a slot once, although it was broken off between the note of it and the slot', async () => {
    const event = await oneOf('events', { status: 2, version: 1 });
    const { legacy: _, ...like } = await oneOf('bookings', { status: 2 });
    await here('bookings').insertOne({ ...like, _id: new ObjectId(), eventId: event._id });
    const slots = async () => ((await oldOne('events', event))['slots'] as Document[]).length;
    const before = await slots();
    const store = await openMongodbStore(uri, 'here', true);
    const target = await openLegacyTarget(addressOf('old'), undefined);
    const breaking: LegacyTarget = {
      ...target,
      write: (collection, what) =>
        collection === 'events' ? Promise.reject(new Error('the power is out')) : target.write(collection, what),
    };
    const cipher = fieldCipher(secrets.FIELD_KEYS);
    const options = { store, target: breaking, cipher, report: new WayBackReport(), now, dryRun: false };
    await expect(exportToLegacy(options)).rejects.toThrow('the power is out');
    await Promise.all([target.close(), store.close()]);
    for (let run = 0; run < 2; run += 1) {
      await goBack();
      expect(await slots()).toBe(before + 1);
    }
  });

  it('says in a line what is wrong with where it should write', async () => {
    await expect(openLegacyTarget('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200', undefined)).rejects.toThrow(
      'cannot be reached',
    );
    await expect(openLegacyTarget(addressOf('elsewhere'), undefined)).rejects.toThrow(
      "is it the old system's database?",
    );
    await expect(openLegacyTarget(addressOf('here'), undefined)).rejects.toThrow("this system's own database");
    await expect(openLegacyTarget('./back', undefined)).rejects.toThrow('--from');
    await expect(openLegacyTarget('./back', './nowhere')).rejects.toThrow('neither a mongodb:// address nor a folder');
  });
});
