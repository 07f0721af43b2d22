import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { freePort } from '../scripts/lib/free-port.ts';
import { root } from '../scripts/lib/workers.ts';
import { clientOf, signIn } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { runScript } from './support/run-script.ts';
import { startSystem } from './support/system.ts';

const PASSWORD = 'notes on the analytical engine';

describe('npm run serve for real people', () => {
  let folder: string;
  let settings: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serve-'));
    settings = {
      ENVIRONMENT: 'production',
      PORT: String(await freePort()),
      SECRETS_FOLDER: join(folder, 'secrets'),
      DATA_FOLDER: join(folder, 'data'),
      FRONTEND_URL: 'https://app.thenorsound.se',
      CORS_ORIGINS: 'https://app.thenorsound.se',
      MAIL_FROM: 'no-reply@thenorsound.se',
      MAIL_PROVIDER_URL: 'https://mail.thenorsound.se/send',
      MAIL_PROVIDER_KEY: 'a key',
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('does not start without what it needs, and names all of it', async () => {
    const { PORT = '' } = settings;
    const { code, said } = await runScript('serve.ts', [], { ENVIRONMENT: 'production', PORT, RATE_LIMITS: 'off' });
    expect(code).toBe(1);
    for (const name of ['FRONTEND_URL', 'CORS_ORIGINS', 'MAIL_FROM', 'MAIL_PROVIDER_URL', 'RATE_LIMITS']) {
      expect(said).toContain(name);
    }
  });

  it('does not start on a store that has demo people in it', async () => {
    const demo = await startSystem();
    await seedDemo(demo.data, new Date());
    await demo.kill();
    const { code, said } = await runScript('serve.ts', [], { ...settings, DATA_FOLDER: demo.files });
    await demo.stop();
    expect(said).toContain('demo people');
    expect(code).toBe(1);
  });

  it('starts empty and closed, and its first administrator comes in by the link of create-admin', async () => {
    const serve = spawn(process.execPath, [join(root, 'scripts/serve.ts')], {
      cwd: root,
      env: { HOME: process.env['HOME'], PATH: process.env['PATH'], ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(serve, 'close');
    let said = '';
    for (const stream of [serve.stdout, serve.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    try {
      await eventually(() => {
        if (serve.exitCode !== null) throw new Error(said);
        return said.includes('is up at');
      }, 60_000);
      expect(said).toContain('npm run create-admin -- --env local');
      expect(said).not.toContain('Demo-2026-sound');
      const system = {
        fetch: (path: string, init?: RequestInit) => fetch(`http://localhost:${settings['PORT']}${path}`, init),
      };
      const wish = { email: 'mallory@example.com', password: PASSWORD, firstName: 'Mallory', lastName: 'Eve' };
      expect((await clientOf(system).ask('POST', '/api/auth/register', wish)).status).toBe(403);

      const made = await runScript('create-admin.ts', ['--env', 'local', '--email', 'ada@example.com'], settings);
      const [, token] = /#token=(\S+)/.exec(made.said) ?? [];
      await clientOf(system).must(200, 'POST', '/api/auth/password-reset/confirm', { token, newPassword: PASSWORD });
      expect((await signIn(system, 'ada@example.com', PASSWORD)).user).toMatchObject({ userType: 1 });
    } finally {
      serve.kill('SIGTERM');
      await ended;
    }
  });
});
