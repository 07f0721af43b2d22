import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EJSON, type Document } from 'bson';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../scripts/lib/open-store.ts';
import { newSecrets, settingsFrom } from '../scripts/lib/settings.ts';
import { root } from '../scripts/lib/workers.ts';
import { legacyDocuments } from '../scripts/migration/generate-legacy.ts';
import type { Report } from '../scripts/migration/report.ts';
import { legacyCollections, openSource } from '../scripts/migration/source.ts';
import { openMongoTarget, type Target } from '../scripts/migration/target.ts';
import { signIn, type Json } from './support/client.ts';
import { importFrom } from './support/import-from.ts';
import { mongodOrSkip } from './support/mongod.ts';
import { startSystem } from './support/system.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

const SIZE = { users: 1_200, customers: 120, events: 500 };
const now = new Date();
const filled = ['customers', 'tariffs', 'users', 'credentials', 'events', 'bookings', 'crew_calendars'];

describe.skipIf(!mongod)('an import of the old system', () => {
  const uri = mongod?.uri ?? '';
  const from = uri.replace('/?', '/legacy?');
  let client: MongoClient;
  let folder: string;
  let secrets: Awaited<ReturnType<typeof newSecrets>>;

  beforeAll(async () => {
    secrets = await newSecrets();
    client = await MongoClient.connect(uri);
    folder = await mkdtemp(join(tmpdir(), 'legacy-'));
    for (const collection of legacyCollections) {
      const documents = [...legacyDocuments(collection, SIZE, now)];
      await client.db('legacy').collection(collection).insertMany(documents);
      const lines = documents.map((document) => EJSON.stringify(document, { relaxed: false }));
      await writeFile(join(folder, `${collection}.json`), lines.join('\n'));
    }
  });
  afterAll(async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  const importInto = (target: Target, source = from, options = {}): Promise<Report> =>
    importFrom(source, { data: target.data, secrets, now, ...options });

  /** What is stored, but for what differs at each encryption and each hold. */
  const contentsOf = async (database: string): Promise<Record<string, Document[]>> => {
    const contents: Record<string, Document[]> = {};
    for (const name of filled) {
      const documents = await client.db(database).collection(name).find().sort({ _id: 1 }).toArray();
      const text = documents.map((document) =>
        EJSON.stringify(document)
          .replaceAll(/"(nonce|ciphertext)":"[^"]*"/g, '"$1":"…"')
          .replaceAll(/"heldAt":\{[^}]*\}/g, ''),
      );
      contents[name] = text.map((one) => EJSON.parse(one.replaceAll(/,}/g, '}')) as Document);
    }
    return contents;
  };

  it('accounts for every document, and a second run changes nothing', async () => {
    const target = await openMongoTarget(uri, 'once');
    const first = await importInto(target);
    const after = await contentsOf('once');
    const second = await importInto(target);
    await target.close();

    expect([first.accountsForAll, second.accountsForAll]).toEqual([true, true]);
    expect(first.of('users').read).toBe(SIZE.users);
    expect(first.of('users').imported).toBeGreaterThan(1_100);
    expect(first.of('slots').imported).toBeGreaterThan(500);
    for (const name of ['customers', 'tariffs', 'users', 'credentials', 'events', 'slots']) {
      const { imported, refused } = first.of(name);
      expect.soft(second.of(name), name).toMatchObject({ imported: 0, unchanged: imported, refused });
    }
    expect(await contentsOf('once')).toEqual(after);
  });

  it('in a dry run writes nothing and says the same', async () => {
    const target = await openMongoTarget(uri, 'dry');
    const report = await importInto(target, from, { dryRun: true });
    await target.close();
    expect(Object.values(await contentsOf('dry')).flat()).toEqual([]);
    const wet = await openMongoTarget(uri, 'wet');
    const written = await importInto(wet);
    await wet.close();
    expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(written)));
  });

  it('holds the time of everybody booked ahead, and nobody twice', async () => {
    const { bookings = [], crew_calendars: calendars = [] } = await contentsOf('once');
    const ahead = bookings.filter(({ status }) => status === 2);
    expect(ahead.length).toBeGreaterThan(50);
    const off = bookings.filter(({ cancellationReason }) => String(cancellationReason).startsWith('Overlapped'));
    expect(off.length).toBeGreaterThan(0);
    const held = calendars.flatMap(
      ({ holds }) => holds as { bookingId: { toString(): string }; start: Date; end: Date }[],
    );
    expect(held.map(({ bookingId }) => String(bookingId)).toSorted()).toEqual(
      ahead.map(({ _id }) => String(_id)).toSorted(),
    );
    for (const { holds } of calendars) {
      const sorted = (holds as { start: Date; end: Date }[]).toSorted((a, b) => Number(a.start) - Number(b.start));
      for (const [place, hold] of sorted.entries()) {
        const next = sorted[place + 1];
        if (next) expect(Number(hold.end)).toBeLessThanOrEqual(Number(next.start));
      }
    }
  });

  it('leaves alone what the new system has changed since, and follows what the old one has', async () => {
    const target = await openMongoTarget(uri, 'both');
    await importInto(target);
    const [mine, theirs] = await client.db('both').collection('events').find({ version: 1 }).limit(2).toArray();
    if (!mine || !theirs) throw new Error('there are no events');
    await client
      .db('both')
      .collection('events')
      .updateOne({ _id: mine._id }, { $set: { name: 'Changed here' }, $inc: { version: 1 } });
    for (const { _id } of [mine, theirs]) {
      await client
        .db('legacy')
        .collection('events')
        .updateOne({ _id }, { $set: { project: 'Changed there' } });
    }
    const report = await importInto(target);
    await target.close();
    expect(report.of('events')).toMatchObject({ imported: 1, kept: 1 });
    const nameOf = async (_id: unknown) =>
      (
        await client
          .db('both')
          .collection('events')
          .findOne({ _id } as Document)
      )?.['name'];
    expect([await nameOf(mine._id), await nameOf(theirs._id)]).toEqual(['Changed here', 'Changed there']);
  });

  it('broken off again and again ends as one that was not', async () => {
    const report = join(folder, 'report.json');
    const start = (database: string) =>
      spawn(
        process.execPath,
        [join(root, 'scripts/import.ts'), '--from', from, '--to', uri, '--database', database, '--report', report],
        { stdio: 'ignore', env: { ...process.env, FIELD_KEYS: secrets.FIELD_KEYS } },
      );
    const whole = start('whole');
    await once(whole, 'exit');
    const { length: documents } = Object.values(await contentsOf('whole')).flat();

    for (let kills = 1; kills <= 10; kills += 1) {
      const child = start('broken');
      const ended = once(child, 'exit');
      // Killed when a tenth more is written than the time before, so that each part of the work is met.
      await expect
        .poll(
          async () =>
            child.exitCode !== null ||
            Object.values(await contentsOf('broken')).flat().length > (documents * kills) / 11,
          { timeout: 30_000, interval: 20 },
        )
        .toBe(true);
      child.kill('SIGKILL');
      await ended;
    }
    const last = start('broken');
    await once(last, 'exit');
    expect(last.exitCode).toBe(0);
    const withoutPrint = (contents: Record<string, Document[]>) =>
      EJSON.stringify(contents).replaceAll(/"(cancelledAt|updatedAt|createdAt)":\{"\$date":"[^"]*"\}/g, '');
    expect(withoutPrint(await contentsOf('broken'))).toBe(withoutPrint(await contentsOf('whole')));
    const counts = JSON.parse(await readFile(report, 'utf8')) as Record<string, { read: number }>;
    expect(counts['users']?.read).toBe(SIZE.users);
  });

  it('reads export files, fills the embedded engine, and people go on there as they did', async () => {
    const persist = await mkdtemp(join(tmpdir(), 'imported-'));
    const target = await openStore(persist, settingsFrom(secrets, {}));
    const report = await importInto(target, folder);
    await target.close();
    expect(report.accountsForAll).toBe(true);

    const system = await startSystem({ secrets, persist });
    try {
      const admin = await signIn(system, 'user0@example.com', 'Legacy-2026-sound');
      const crew = await admin.must<{ items: Json[]; totalCount: number }>(200, 'GET', '/api/users/crew?pageSize=1');
      expect(crew.totalCount).toBeGreaterThan(100);
      const events = await admin.must<{ totalCount: number }>(200, 'GET', '/api/events?pageSize=1');
      expect(events.totalCount).toBe(report.of('events').imported);
      const [person] = crew.items;
      const sensitive = await admin.must(200, 'GET', `/api/users/${person?.id}/sensitive`);
      expect(sensitive['socialSecurityNumber']).toMatch(/^\d{8}-\d{4}$/);
    } finally {
      await system.stop();
    }
  });

  it('says in a line what is wrong with where it should read or write', async () => {
    await expect(openSource(join(folder, 'nowhere'))).rejects.toThrow('neither a mongodb:// address nor a folder');
    await expect(openSource('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200')).rejects.toThrow(
      'cannot be reached',
    );
    await expect(openMongoTarget('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200')).rejects.toThrow(
      'cannot be used',
    );
    await expect(openMongoTarget(uri, 'legacy')).rejects.toThrow("is the old system's database");
  });
});
