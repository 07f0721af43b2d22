import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSecrets, writePrivately } from '../scripts/lib/settings.ts';
import { clientOf, signIn, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { runScript } from './support/run-script.ts';
import { startSystem, type System } from './support/system.ts';

const ADA = ['--email', 'Ada@Example.com', '--first-name', 'Ada', '--last-name', 'Byron'];
const PASSWORD = 'notes on the analytical engine';

describe('the first administrator of an empty production system', () => {
  let system: System;
  let folder: string;
  /** What the first run printed as the link. */
  let link: URL;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'create-admin-'));
    const secrets = await newSecrets();
    await writePrivately(join(folder, 'local.json'), JSON.stringify(secrets));
    system = await startSystem({
      secrets,
      rateLimits: 'on',
      vars: {
        'thenorsound-gateway': { ENVIRONMENT: 'production' },
        'thenorsound-auth': { REGISTRATION: 'closed' },
      },
    });
  });
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const createAdmin = (...options: string[]) =>
    runScript('create-admin.ts', ['--env', 'local', '--url', system.url.origin, ...options], {
      SECRETS_FOLDER: folder,
      FRONTEND_URL: 'https://app.thenorsound.se',
    });
  const linkIn = (said: string) => new URL(/https:\S+/.exec(said)?.[0] ?? 'nowhere:');
  const choose = (token: string, newPassword = PASSWORD) =>
    clientOf(system).ask('POST', '/api/auth/password-reset/confirm', { token, newPassword });

  /** Signs in with a token that counts: one of the very second in which a password was chosen may not (ADR 0009). */
  const signedIn = (email: string) =>
    eventually(async () => {
      const person = await signIn(system, email, PASSWORD);
      await person.must(200, 'GET', '/api/auth/claims');
      return person;
    });

  it('is not there, and nobody can register', async () => {
    const wish = { email: 'mallory@example.com', password: PASSWORD, firstName: 'Mallory', lastName: 'Eve' };
    expect((await clientOf(system).ask('POST', '/api/auth/register', wish)).status).toBe(403);
    const demo = { email: 'admin@thenorsound.example', password: 'Demo-2026-sound' };
    expect((await clientOf(system).ask('POST', '/api/auth/login', demo)).status).toBe(401);
  });

  it('is refused to whoever holds the keys of another installation', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'create-admin-'));
    await writePrivately(join(elsewhere, 'local.json'), JSON.stringify(await newSecrets()));
    const { code, said } = await runScript('create-admin.ts', ['--env', 'local', '--url', system.url.origin, ...ADA], {
      SECRETS_FOLDER: elsewhere,
    });
    await rm(elsewhere, { recursive: true });
    expect(said).toContain("SIGNING_KEYS is another installation's");
    expect(code).toBe(1);
  });

  it('is made by one command, which prints a link into the front end; no mail is needed', async () => {
    const { code, said } = await createAdmin(...ADA);
    expect(said).toContain('ada@example.com is an administrator now.');
    expect(code).toBe(0);
    link = linkIn(said);
    expect(link.origin + link.pathname).toBe('https://app.thenorsound.se/set-password');
    await system.tick();
    expect(await system.sentMails()).toEqual([]);
  });

  it('is found again by a second run before a password is chosen: the first may have died before it said anything', async () => {
    // The audit log hears of it by a queue.
    await eventually(async () => {
      const { code, said } = await createAdmin(...ADA);
      expect(said).toContain('was made before');
      expect(code).toBe(0);
      link = linkIn(said);
      return true;
    });
    expect((await createAdmin('--email', 'somebody.else@example.com')).said).toContain(
      'There is an administrator already',
    );
  });

  it('chooses a password by the link, once, and signs in as what it says', async () => {
    const token = link.hash.replace('#token=', '');
    expect((await choose(token)).status).toBe(200);
    expect((await choose(token, 'another one to get in')).status).toBe(400);
    const ada = await signedIn('ada@example.com');
    expect(ada.user).toMatchObject({ userType: 1, customerId: null, name: 'Ada Byron', isActive: true });
    expect((await ada.must<{ totalCount: number }>(200, 'GET', '/api/users')).totalCount).toBe(1);
  });

  it('stays the only one: the command refuses, whoever is named, and gives out no other link', async () => {
    const stranger = await createAdmin('--email', 'mallory@example.com');
    expect(stranger).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is an administrator already') as string,
    });
    await eventually(async () => {
      const again = await createAdmin(...ADA);
      expect(again.said).toContain('ada@example.com is an administrator already');
      expect(again.code).toBe(1);
      return true;
    });
  });

  it('is joined by another where the operator says so, and the audit log says who made them', async () => {
    const { said } = await createAdmin('--email', 'grace@example.com', '--another');
    expect((await choose(linkIn(said).hash.replace('#token=', ''))).status).toBe(200);
    const grace = await signedIn('grace@example.com');
    await eventually(async () => {
      const { items } = await grace.must<{ items: Json[] }>(
        200,
        'GET',
        `/api/audit?resource=user&resourceId=${grace.user.id}`,
      );
      expect(items).toContainEqual(expect.objectContaining({ action: 'users:create', actorId: '0'.repeat(24) }));
      return true;
    });
  });
});
