/** What is compared: the product on each engine, the peer in two ways, and the bare chain; each in processes of its own. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash as bcrypt } from 'bcrypt';
import { importJWK, SignJWT, type JWK } from 'jose';
import mongoose from 'mongoose';
import type { DataApi, EjsonDocument } from '#shared/data-api';
import { build } from '../../scripts/lib/build.ts';
import { compose } from '../../scripts/lib/compose.ts';
import { freePort } from '../../scripts/lib/free-port.ts';
import { inParallel } from '#shared/in-parallel';
import type { Mongod } from '../../scripts/lib/mongod.ts';
import { openStore } from '../../scripts/lib/open-store.ts';
import { becomesReady } from '../../scripts/lib/running.ts';
import { localSecrets, settingsFrom, type Secrets } from '../../scripts/lib/settings.ts';
import { root } from '../../scripts/lib/workers.ts';
import { hashPassword } from '../../workers/domains/auth/password-hash.ts';
import { Booking, Customer, Event, Tariff, User } from '../peer/models.ts';
import { peerServices, type PeerConfig, type PeerService } from '../peer/service.ts';
import {
  crewCompanyId,
  crewManagerId,
  emailOfManager,
  managerIdOf,
  organizerIdOf,
  PASSWORD,
  peerData,
  productData,
  type Filling,
  type Sizes,
} from './dataset.ts';

export interface Side {
  name: string;
  url: URL;
  /** Its processes, with the database's where it has one; what they started belongs to them. */
  pids: () => number[];
  /** The header of somebody who is signed in: an organizer's manager by number, or the crew company's. Good for 15 minutes. */
  authorization: (who: number | 'crew-manager') => Promise<string>;
  stop: () => Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const TOKEN_SECONDS = 900;
const BATCH = 500;

/** The product as `npm run serve` runs it: on MongoDB where one is given, else on the embedded engine. */
export async function startProduct(
  name: string,
  sizes: Sizes,
  now: Date,
  mongod?: Mongod,
  without: readonly string[] = [],
): Promise<Side> {
  const { folder, secrets } = await filledStore(sizes, now, mongod, without);
  const port = await freePort();
  const MONGODB_URI = mongod?.uri ?? '';
  const child = spawn(process.execPath, ['scripts/serve.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_FOLDER: folder, MONGODB_URI, RATE_LIMITS: 'off' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = new URL(`http://127.0.0.1:${port}`);
  if (!(await becomesReady(url, READY_WITHIN_MS, () => child.exitCode !== null))) {
    await end(child);
    throw new Error(`${name} does not become ready`);
  }
  return {
    name,
    url,
    pids: () => [child.pid ?? 0, ...(mongod ? [mongod.pid()] : [])],
    authorization: await productTokens(secrets),
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The product started by this very process, with an inspector for every Worker. */
export async function startProductHere(
  name: string,
  sizes: Sizes,
  now: Date,
  inspectorPort: number,
  mongod?: Mongod,
): Promise<Side> {
  const { folder, secrets } = await filledStore(sizes, now, mongod);
  await build();
  const { url, miniflare } = await compose({
    port: 0,
    persist: folder,
    settingsOf: settingsFrom(secrets, { MONGODB_URI: mongod?.uri, RATE_LIMITS: 'off', REQUEST_LOG: 'off' }),
    inspectorPort,
    onLog: () => undefined,
  });
  return {
    name,
    url,
    pids: () => [process.pid, ...(mongod ? [mongod.pid()] : [])],
    authorization: await productTokens(secrets),
    stop: async () => {
      await miniflare.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function filledStore(
  sizes: Sizes,
  now: Date,
  mongod?: Mongod,
  without: readonly string[] = [],
): Promise<{ folder: string; secrets: Secrets }> {
  const folder = await mkdtemp(join(tmpdir(), 'thenorsound-bench-'));
  const secrets = await localSecrets();
  const { data, close } = await openStore(folder, settingsFrom(secrets, { MONGODB_URI: mongod?.uri }));
  const fillings = productData(sizes, now, await hashPassword(PASSWORD));
  await fillProduct(
    data,
    fillings.filter(({ collection }) => !without.includes(collection)),
  );
  await close();
  return { folder, secrets };
}

/** Signs tokens as the auth Worker would, with the key that this clone's Workers have. */
async function productTokens({ SIGNING_KEYS }: Secrets): Promise<Side['authorization']> {
  const { current, keys } = JSON.parse(SIGNING_KEYS) as { current: string; keys: (JWK & { kid: string })[] };
  const jwk = keys.find(({ kid }) => kid === current);
  if (!jwk) throw new Error('There is no current signing key');
  const key = await importJWK(jwk, 'ES256');
  return async (who) => {
    const claims =
      who === 'crew-manager'
        ? { sub: crewManagerId, customerId: crewCompanyId, customerType: 2, roles: ['crewCompany'] }
        : { sub: managerIdOf(who), customerId: organizerIdOf(who), customerType: 1, roles: ['organizer'] };
    const token = new SignJWT({
      ...claims,
      email: 'manager@bench.example',
      name: 'Maja Manager',
      userType: 2,
      sid: randomBytes(12).toString('hex'),
      jti: crypto.randomUUID(),
    });
    const signed = await token
      .setProtectedHeader({ alg: 'ES256', kid: current, typ: 'JWT' })
      .setIssuer('thenorsound')
      .setAudience('thenorsound-api')
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`)
      .sign(key);
    return `Bearer ${signed}`;
  };
}

async function fillProduct(data: DataApi, fillings: readonly Filling<EjsonDocument>[]): Promise<void> {
  for (const filling of fillings) {
    await inBatches(filling, async (documents) => {
      const reply = await data.run('insertMany', { collection: filling.collection, documents });
      if (!reply.ok) throw new Error(`${filling.collection}: ${reply.failure.message}`);
    });
  }
}

async function inBatches<D>({ count, documentOf }: Filling<D>, write: (documents: D[]) => Promise<unknown>) {
  const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, number) => number * BATCH);
  await inParallel(batches, 2, async (from) => {
    await write(Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => documentOf(from + at)));
  });
}

/** Fills the peer's own database on this MongoDB, and makes its indexes. */
export async function fillPeer(mongodbUri: string, sizes: Sizes, now: Date): Promise<void> {
  await mongoose.connect(mongodbUri, { dbName: 'peer' });
  const models = { users: User, customers: Customer, tariffs: Tariff, events: Event, bookings: Booking };
  for (const filling of peerData(sizes, now, await bcrypt(PASSWORD, 12))) {
    const model = models[filling.collection as keyof typeof models];
    await model.createIndexes();
    await inBatches(filling, (documents) => model.collection.insertMany(documents.map((one) => model.castObject(one))));
  }
  await mongoose.disconnect();
}

/** The peer's six services, on its database. */
export async function startPeer(name: string, verify: PeerConfig['verify'], mongod: Mongod): Promise<Side> {
  const ports = {} as Record<PeerService, number>;
  for (const service of peerServices) ports[service] = await freePort();
  const tokenSecret = randomBytes(32).toString('hex');
  const config = JSON.stringify({ ports, mongodbUri: mongod.uri, tokenSecret, verify } satisfies PeerConfig);
  const children = peerServices.map((service) =>
    fork(join(root, 'bench/peer/main.ts'), [service, config], {
      // Express is faster with it, as its own documentation advises.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    }),
  );
  await Promise.all(children.map((child) => heard(child)));
  const key = new TextEncoder().encode(tokenSecret);
  return {
    name,
    url: new URL(`http://127.0.0.1:${ports.gateway}`),
    pids: () => [...children.map(({ pid }) => pid ?? 0), mongod.pid()],
    authorization: async (who) => {
      const [sub, customerId] =
        who === 'crew-manager' ? [crewManagerId, crewCompanyId] : [managerIdOf(who), organizerIdOf(who)];
      const email = who === 'crew-manager' ? 'crew.manager@bench.example' : emailOfManager(who);
      const token = new SignJWT({ email, userType: 2, customerId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_SECONDS}s`);
      return `Bearer ${await token.sign(key)}`;
    },
    stop: async () => {
      await Promise.all(children.map(end));
    },
  };
}

/** Two Workers and a look-up, with nothing else. */
export async function startBare(name: string, size: number): Promise<Side> {
  const child = fork(join(root, 'bench/bare-chain/main.ts'), [String(size)], { execArgv: [] });
  const url = new URL(String(await heard(child)));
  return {
    name,
    url,
    pids: () => [child.pid ?? 0],
    authorization: () => Promise.resolve('none'),
    stop: () => end(child),
  };
}

/** The first message of a child; throws when it ends without one. */
async function heard(child: ChildProcess): Promise<unknown> {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the bench ended at once (code ${code})`);
  });
  const message = await Promise.race([once(child, 'message').then(([said]: unknown[]) => said), failed]);
  // It may end later, when it is told to.
  failed.catch(() => undefined);
  return message;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  else child.kill('SIGTERM');
  await ended;
}
