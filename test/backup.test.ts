import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, Decimal128, Double, Int32, Long, MinKey, ObjectId, Timestamp, type Document } from 'bson';
import { MongoClient } from 'mongodb';
import { afterAll, describe, expect, it } from 'vitest';
import { exportStore } from '../scripts/backup/export-store.ts';
import { MANIFEST, type Manifest } from '../scripts/backup/manifest.ts';
import { openMongodbStore } from '../scripts/backup/mongodb-store.ts';
import { openEmbeddedStore } from '../scripts/backup/open.ts';
import { restoreStore } from '../scripts/backup/restore-store.ts';
import type { BackupStore } from '../scripts/backup/store.ts';
import { seedDemo } from '../scripts/demo/seed.ts';
import { openStore } from '../scripts/lib/open-store.ts';
import { newSecrets, settingsFrom } from '../scripts/lib/settings.ts';
import { PlainError } from '../scripts/lib/running.ts';
import { becomeSoleUser } from '../scripts/lib/sole-user.ts';
import { root } from '../scripts/lib/workers.ts';
import { mongodOrSkip } from './support/mongod.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

const uri = mongod?.uri ?? '';
const now = new Date('2026-11-27T12:00:00Z');

/** What no schema of the product has, but somebody may have written with a tool of MongoDB's. */
const odd: Document = {
  _id: ObjectId.createFromHexString('00000000000000000000abcd'),
  decimal: Decimal128.fromString('1234567890.12345678901234567890'),
  smallLong: Long.fromNumber(5),
  greatLong: Long.fromString('9223372036854775807'),
  wholeDouble: new Double(5),
  minusZero: new Double(-0),
  notANumber: new Double(Number.NaN),
  int: new Int32(-7),
  binary: new Binary(Buffer.from([0, 1, 254, 255]), 128),
  uuid: new Binary(Buffer.alloc(16, 7), 4),
  id: ObjectId.createFromHexString('ffffffffffffffffffffffff'),
  nothing: null,
  nested: [[1, [2, []]], [{ a: [null, new Date(0)] }], []],
  before1970: new Date('1815-12-10T01:02:03.004Z'),
  beforeYear0: new Date(-8e13),
  timestamp: Timestamp.fromBits(1, 2),
  least: new MinKey(),
  text: 'åäö \u2028 "quoted" \\ \u0000 𝄞',
  '': 'a field without a name',
};

/** A document with a text for its `_id`. */
type Named = Document & { _id: string };

const folders: string[] = [];
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'backup-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

let databases = 0;
const newDatabase = (): string => `backup_${(databases += 1)}`;

const openNew = async (engine: 'embedded' | 'mongodb'): Promise<BackupStore> =>
  engine === 'embedded' ? openEmbeddedStore(await newFolder()) : openMongodbStore(uri, newDatabase(), true);

async function exported(store: BackupStore): Promise<{ folder: string; manifest: Manifest }> {
  const folder = join(await newFolder(), 'backup');
  return { folder, manifest: await exportStore(store, folder, now) };
}

/** The demo data, written by the product's own way to the store, and in MongoDB the odd document. */
async function filled(engine: 'embedded' | 'mongodb'): Promise<BackupStore> {
  const files = await newFolder();
  const database = newDatabase();
  const choices = engine === 'mongodb' ? { MONGODB_URI: uri, MONGODB_DATABASE: database } : {};
  const { data, close } = await openStore(files, settingsFrom(await newSecrets(), choices));
  await seedDemo(data, now);
  await close();
  if (engine === 'embedded') return openEmbeddedStore(files);
  const client = await MongoClient.connect(uri);
  await client.db(database).collection('audit').insertMany([odd]);
  await client.close();
  return openMongodbStore(uri, database, true);
}

const ways = [
  ['embedded', 'embedded'],
  ['embedded', 'mongodb'],
  ['mongodb', 'mongodb'],
  ['mongodb', 'embedded'],
] as const;

describe.skipIf(!mongod)('a backup', () => {
  it.each(ways)('from %s restored into %s is exported again in the very same files', async (from, into) => {
    const source = await filled(from);
    const first = await exported(source);
    await source.close();
    const count = first.manifest.collections.reduce((sum, { documents }) => sum + documents, 0);
    expect(count).toBeGreaterThan(40);

    const target = await openNew(into);
    await restoreStore(target, first.folder);
    const second = await exported(target);
    await target.close();

    expect(second.manifest).toEqual({ ...first.manifest, engine: into });
    for (const { file } of first.manifest.collections) {
      const [one, other] = await Promise.all([first, second].map(({ folder }) => readFile(join(folder, file), 'utf8')));
      expect.soft(other, file).toBe(one);
    }
  });

  it('that went through the embedded engine has every type of MongoDB again', async () => {
    const source = await filled('mongodb');
    const first = await exported(source);
    await source.close();
    const between = await openNew('embedded');
    await restoreStore(between, first.folder);
    const second = await exported(between);
    await between.close();
    const database = newDatabase();
    const last = await openMongodbStore(uri, database, true);
    await restoreStore(last, second.folder);
    await last.close();

    const client = await MongoClient.connect(uri);
    const types = { promoteValues: false, promoteLongs: false, promoteBuffers: false } as const;
    const back = await client
      .db(database)
      .collection('audit')
      .findOne({ _id: odd['_id'] as ObjectId }, types);
    await client.close();
    expect(back).toMatchObject({
      smallLong: odd['smallLong'],
      greatLong: odd['greatLong'],
      wholeDouble: odd['wholeDouble'],
    });
    expect(back?.['binary']).toEqual(odd['binary']);
    expect(back?.['before1970']).toEqual(odd['before1970']);
  });

  it('that is damaged is refused with a line that says what is wrong, and nothing is written', async () => {
    const source = await filled('mongodb');
    const { folder: whole } = await exported(source);
    await source.close();
    const target = await openNew('mongodb');
    const inManifest = (change: (manifest: Manifest) => unknown) => async (folder: string) => {
      const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
      await writeFile(join(folder, MANIFEST), JSON.stringify(change(manifest)));
    };
    const damages: [string, (folder: string) => Promise<unknown>, RegExp][] = [
      [
        'a changed byte',
        (folder) => changeByte(join(folder, 'users.ndjson')),
        /^users\.ndjson is damaged: its SHA-256/,
      ],
      [
        'a byte too many',
        (folder) => appendFile(join(folder, 'users.ndjson'), '\n'),
        /^users\.ndjson is damaged: it has/,
      ],
      ['a missing file', (folder) => rm(join(folder, 'events.ndjson')), /^events\.ndjson is missing$/],
      [
        'no manifest',
        (folder) => rm(join(folder, MANIFEST)),
        /has no manifest\.json: it is no backup, or its export was/,
      ],
      ['no JSON', (folder) => writeFile(join(folder, MANIFEST), '{"format'), /^manifest\.json is damaged/],
      [
        'another version',
        inManifest((said) => ({ ...said, version: 2 })),
        /format version 2; this version restores 1$/,
      ],
      ['another kind of file', inManifest((said) => ({ ...said, format: 'tar' })), /^manifest\.json is damaged/],
      [
        'wrong counts',
        inManifest((said) => ({ ...said, collections: said.collections.map((one) => ({ ...one, documents: 7 })) })),
        /and should have 7: manifest\.json is wrong$/,
      ],
      [
        'a collection of tomorrow',
        inManifest((said) => ({
          ...said,
          collections: said.collections.map((one) => ({ ...one, name: 'moods', file: 'moods.ndjson' })),
        })),
        /^The backup holds a collection moods/,
      ],
      [
        'a way out of the folder',
        inManifest((said) => ({
          ...said,
          collections: said.collections.map((one) => ({ ...one, file: '../x.ndjson' })),
        })),
        /^manifest\.json is damaged/,
      ],
    ];
    for (const [what, damage, message] of damages) {
      const folder = join(await newFolder(), 'damaged');
      await cp(whole, folder, { recursive: true });
      await damage(folder);
      const failure: unknown = await restoreStore(target, folder).catch((thrown: unknown) => thrown);
      expect.soft(failure, what).toBeInstanceOf(PlainError);
      expect.soft((failure as Error).message, what).toMatch(message);
      expect.soft((failure as Error).message, what).not.toContain('\n');
    }
    for (const name of ['users', 'events', 'credentials']) expect(await target.isEmpty(name)).toBe(true);
    await target.close();
  });

  it.each(['embedded', 'mongodb'] as const)('is not restored into a filled %s store', async (engine) => {
    const source = await filled(engine);
    const { folder } = await exported(source);
    await expect(restoreStore(source, folder)).rejects.toThrow(/^The store is not empty: there are credentials\./);
    await source.close();
  });

  it('goes into a folder of its own, which only its owner can read', async () => {
    const source = await openNew('mongodb');
    const { folder } = await exported(source);
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'users.ndjson'))).mode & 0o077).toBe(0);
    await expect(exportStore(source, folder, now)).rejects.toThrow(
      /is not empty: an export goes into a folder of its own$/,
    );
    await source.close();
  });

  it('on MongoDB shows one instant, whatever is written meanwhile', async () => {
    const database = newDatabase();
    const client = await MongoClient.connect(uri);
    const audit = client.db(database).collection<Named>('audit');
    const errors = client.db(database).collection<Named>('errors');
    const mails = client.db(database).collection<Named>('mails');
    await audit.insertMany([{ _id: 'before' }]);
    await errors.insertMany([{ _id: 'before' }]);
    const store = await openMongodbStore(uri, database, true);
    const folder = join(await newFolder(), 'backup');
    const manifest = await exportStore(store, folder, now, ({ name }) => {
      // The first collection is there: what comes from now on is not in the others.
      if (name === 'credentials') void Promise.all([errors, mails].map((one) => one.insertOne({ _id: 'meanwhile' })));
    });
    await expect.poll(() => Promise.all([errors, mails].map((one) => one.countDocuments()))).toEqual([2, 1]);
    const counts = new Map(manifest.collections.map(({ name, documents }) => [name, documents]));
    expect(['audit', 'errors', 'mails'].map((name) => counts.get(name))).toEqual([1, 1, 0]);
    await Promise.all([store.close(), client.close()]);
  });

  it.each(['embedded', 'mongodb'] as const)(
    'broken off while it is restored into %s goes on, and ends as the same',
    async (engine) => {
      const database = newDatabase();
      const client = await MongoClient.connect(uri);
      const many = Array.from({ length: 20_000 }, (_, at) => ({
        _id: `entry ${at}`,
        at,
        text: 'x'.repeat(200),
      }));
      await client.db(database).collection<Named>('audit').insertMany(many);
      await client.db(database).collection<Named>('credentials').insertOne({ _id: 'first' });
      const source = await openMongodbStore(uri, database, true);
      const first = await exported(source);
      await source.close();

      const target = engine === 'mongodb' ? newDatabase() : await newFolder();
      const variables =
        engine === 'mongodb'
          ? { MONGODB_URI: uri, MONGODB_DATABASE: target }
          : { MONGODB_URI: '', DATA_FOLDER: target };
      const broken = spawn(process.execPath, [join(root, 'scripts/restore.ts'), '--from', first.folder], {
        env: { ...process.env, ...variables },
        stdio: ['ignore', 'pipe', 'inherit'],
        // workerd dies with it.
        detached: true,
      });
      const ended = once(broken, 'exit');
      // The first collection is restored; the great one takes its time.
      await once(broken.stdout, 'data');
      process.kill(-(broken.pid ?? 0), 'SIGKILL');
      await ended;

      const other = await exported(await openNew('mongodb'));
      const open = () => (engine === 'mongodb' ? openMongodbStore(uri, target, true) : openEmbeddedStore(target));
      const again = await open();
      await expect(restoreStore(again, other.folder)).rejects.toThrow(/^Another backup is being restored here/);
      await restoreStore(again, first.folder);
      expect((await exported(again)).manifest.collections).toEqual(first.manifest.collections);
      await expect(restoreStore(again, first.folder)).rejects.toThrow(/^The store is not empty/);
      await again.close();
      await client.close();
    },
  );

  it('is not made of files on which something runs, and is once that has ended or died', async () => {
    const folder = await newFolder();
    const store = await openEmbeddedStore(folder);
    await expect(openEmbeddedStore(folder)).rejects.toThrow(/is in use: the system runs on it/);
    await store.close();

    const script = `import { becomeSoleUser } from ${JSON.stringify(join(root, 'scripts/lib/sole-user.ts'))};
      await becomeSoleUser(process.argv[1]); console.log('mine'); setInterval(() => {}, 1_000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(holder, 'exit');
    await once(holder.stdout, 'data');
    await expect(becomeSoleUser(folder)).rejects.toThrow(/is in use/);
    holder.kill('SIGKILL');
    await ended;
    const giveBack = await becomeSoleUser(folder);
    await giveBack();
  });

  it('cannot be made of a MongoDB that does not answer, which is said in a line', async () => {
    const exporting = spawn(process.execPath, [join(root, 'scripts/export.ts'), '--to', join(await newFolder(), 'x')], {
      env: { ...process.env, MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200' },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const said: string[] = [];
    exporting.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    await once(exporting, 'close');
    expect(exporting.exitCode).toBe(1);
    expect(said.join('')).toMatch(/^MongoDB cannot be reached: [^\n]+\n$/);
  });
});

async function changeByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
