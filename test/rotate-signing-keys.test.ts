import { decodeProtectedHeader } from 'jose';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { newSecrets, writePrivately, type Secrets } from '../scripts/lib/settings.ts';
import { clientOf, signIn, type Client } from './support/client.ts';
import { runScript } from './support/run-script.ts';
import { standInWrangler } from './support/stand-in-wrangler.ts';
import { startSystem, type System } from './support/system.ts';

let system: System;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotate-'));
  const secrets = await newSecrets();
  await writePrivately(join(folder, 'local.json'), JSON.stringify(secrets));
  system = await startSystem({ secrets });
  await seedDemo(system.data, new Date());
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

type Ring = { current: string; keys: { kid: string }[]; changedAt: string };
const keptOf = async (name: string) => JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Secrets;
const ringOf = async (name: string) => JSON.parse((await keptOf(name)).SIGNING_KEYS) as Ring;
const rotate = (env: string, ...options: string[]) =>
  runScript('rotate-signing-keys.ts', ['--env', env, '--url', system.url.origin, ...options], {
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    SECRETS_FOLDER: folder,
  });
/** As if the last step had been taken 20 minutes ago. */
const letTimePass = async (name: string) => {
  const kept = await keptOf(name);
  const ring = await ringOf(name);
  const changedAt = new Date(Date.parse(ring.changedAt) - 20 * 60_000).toISOString();
  const SIGNING_KEYS = JSON.stringify({ ...ring, changedAt });
  await writePrivately(join(folder, `${name}.json`), JSON.stringify({ ...kept, SIGNING_KEYS }));
};
const startAgain = async (name: string) => {
  await system.kill();
  await system.restart(await keptOf(name));
};
const kidOf = (token: string | undefined) => decodeProtectedHeader(token ?? '').kid;
const statusFor = async ({ token }: Pick<Client, 'token'>) =>
  (await clientOf(system, token).ask('GET', '/api/auth/claims')).status;
const publishedKids = async () => {
  const { keys } = await clientOf(system).must<{ keys: { kid: string }[] }>(200, 'GET', '/.well-known/jwks.json');
  return keys.map(({ kid }) => kid);
};

describe('changing the key of access tokens', () => {
  let oldKid: string;
  let newKid: string;
  /** Signed in before anything changed. */
  let before: Client;
  let refreshToken: string;
  let after: Client;

  it('begins with a key that is published and does not sign: verifiers get to know it', async () => {
    const login = { email: 'organizer@thenorsound.example', password: 'Demo-2026-sound' };
    const tokens = await clientOf(system).must(200, 'POST', '/api/auth/login', login);
    before = clientOf(system, tokens['accessToken'] as string);
    refreshToken = tokens['refreshToken'] as string;
    oldKid = kidOf(before.token) ?? '';

    const { code, said } = await rotate('local');
    expect(said).toContain('A new key is published and does not sign yet');
    expect(code).toBe(0);
    await startAgain('local');
    newKid = (await publishedKids())[1] ?? '';
    expect(await publishedKids()).toEqual([oldKid, newKid]);
    expect(kidOf((await signIn(system, 'crew')).token)).toBe(oldKid);
  });

  it('goes on no sooner than everybody can know the key', async () => {
    const { code, said } = await rotate('local');
    expect(said).toContain('has to stand for 20 minutes');
    expect(code).toBe(1);
  });

  it('goes on with a key that signs, while tokens of the old one are good', async () => {
    await letTimePass('local');
    expect((await rotate('local')).said).toContain('The new key signs');
    await startAgain('local');
    after = await signIn(system, 'crew');
    expect(kidOf(after.token)).toBe(newKid);
    expect(await Promise.all([statusFor(before), statusFor(after)])).toEqual([200, 200]);
  });

  it('ends when the old key is removed: its tokens are refused, and whoever had one refreshes it', async () => {
    await letTimePass('local');
    expect((await rotate('local')).said).toContain('The old key is removed');
    await startAgain('local');
    expect(await publishedKids()).toEqual([newKid]);
    expect(await Promise.all([statusFor(before), statusFor(after)])).toEqual([401, 200]);
    const renewed = await clientOf(system).must(200, 'POST', '/api/auth/refresh', { refreshToken });
    expect(kidOf(renewed['accessToken'] as string)).toBe(newKid);
    expect(await statusFor({ token: renewed['accessToken'] as string })).toBe(200);
  });

  it('takes no step that the running system has not followed: it was not started again', async () => {
    await rotate('local');
    await letTimePass('local');
    const { code, said } = await rotate('local');
    expect(said).toContain('start it again');
    expect(code).toBe(1);
    expect((await ringOf('local')).current).toBe(newKid);
    await startAgain('local');
  });

  it('is done at once where somebody else has the key', async () => {
    const stolen = await signIn(system, 'admin');
    expect((await rotate('local', '--compromised')).code).toBe(0);
    await startAgain('local');
    expect(await statusFor(stolen)).toBe(401);
    expect(await publishedKids()).toHaveLength(1);
    expect(await statusFor(await signIn(system, 'admin'))).toBe(200);
  });
});

describe('on Cloudflare', () => {
  const AUTH = 'thenorsound-staging-auth';

  it('the new key is kept before the Worker gets it; what broke off is given to the Worker again', async () => {
    await writePrivately(join(folder, 'staging.json'), JSON.stringify(await keptOf('local')));
    const { account, close } = await standInWrangler(folder);
    try {
      account.workers[AUTH] = { config: {}, secrets: {} };
      account.failsAt = /secret put/;
      expect((await rotate('staging')).code).toBe(1);
      const made = await ringOf('staging');
      expect(made.keys).toHaveLength(2);

      delete account.failsAt;
      await letTimePass('staging');
      const { code, said } = await rotate('staging');
      expect(said).toContain('was given it again');
      expect(code).toBe(0);
      const { SIGNING_KEYS } = await keptOf('staging');
      expect(account.workers[AUTH]?.secrets['SIGNING_KEYS']).toBe(SIGNING_KEYS);
      expect((await ringOf('staging')).keys).toEqual(made.keys);
      // The time to wait counts from when the Worker had it.
      await startAgain('staging');
      expect((await rotate('staging')).said).toContain('has to stand for 20 minutes');

      await letTimePass('staging');
      expect((await rotate('staging')).said).toContain('The new key signs');
      const { current } = JSON.parse(account.workers[AUTH]?.secrets['SIGNING_KEYS'] ?? '{}') as Ring;
      expect(current).toBe(made.keys[1]?.kid);
      const seen = account.calls.map(({ command }) => command).join('\n');
      expect(seen).not.toContain(SIGNING_KEYS);
    } finally {
      close();
    }
  });

  it('an old copy of the keys changes nothing', async () => {
    await writePrivately(join(folder, 'staging.json'), JSON.stringify(await newSecrets()));
    const { account, close } = await standInWrangler(folder);
    try {
      account.workers[AUTH] = { config: {}, secrets: {} };
      const { code, said } = await rotate('staging');
      expect(said).toContain('take the newer copy');
      expect(code).toBe(1);
      expect(account.workers[AUTH].secrets).toEqual({});
    } finally {
      close();
    }
  });
});
