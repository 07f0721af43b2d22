import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { root, workersInDeployOrder } from '../scripts/lib/workers.ts';
import { runScript } from './support/run-script.ts';
import { standInWrangler, type Account } from './support/stand-in-wrangler.ts';
import { startSystem, type System } from './support/system.ts';

const ENOUGH = {
  FRONTEND_URL: 'https://app.thenorsound.se',
  CORS_ORIGINS: 'https://app.thenorsound.se',
  MAIL_FROM: 'no-reply@thenorsound.se',
};
const PREFIX = 'thenorsound-staging-';

describe('a deployment', () => {
  /** What looks like the deployed system to the test of the result. */
  let system: System;
  let folder: string;
  let account: Account;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deploy-'));
    const standIn = await standInWrangler(folder);
    account = standIn.account;
    return async () => {
      standIn.close();
      await rm(folder, { recursive: true, force: true });
    };
  });

  /** Runs the command as an operator does, with the stand-in as the wrangler on the PATH. */
  const deploy = (settings: Record<string, string> = ENOUGH, ...options: string[]) =>
    runScript('deploy.ts', ['--env', 'staging', '--url', system.url.href, ...options], {
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
      SECRETS_FOLDER: join(folder, 'secrets'),
      ...settings,
    });
  const keys = async () =>
    JSON.parse(await readFile(join(folder, 'secrets/staging.json'), 'utf8')) as Record<string, string>;

  it('into an empty account makes queues, keys and every Worker, and looks at the result', async () => {
    const { code, said } = await deploy();
    expect(said).toContain('ThenorSound is up at');
    expect(code).toBe(0);
    const { workers, queues } = account;
    expect(Object.keys(workers).toSorted()).toEqual(
      workersInDeployOrder()
        .map(({ name }) => name.replace('thenorsound-', PREFIX))
        .toSorted(),
    );
    expect(queues).toHaveLength(12);
    const made = await keys();
    expect(workers[`${PREFIX}auth`]?.secrets).toEqual({
      SIGNING_KEYS: made['SIGNING_KEYS'],
      REFRESH_KEY: made['REFRESH_KEY'],
    });
    expect(workers[`${PREFIX}users`]?.secrets).toEqual({ FIELD_KEYS: made['FIELD_KEYS'] });
    expect(workers[`${PREFIX}notifications`]?.secrets).toEqual({ FIELD_KEYS: made['FIELD_KEYS'] });
    // The rest were given none, and the last deployment of each is its own and not the empty one.
    expect(workers[`${PREFIX}gateway`]).toMatchObject({ secrets: {}, config: { vars: { ENVIRONMENT: 'production' } } });
    for (const { config } of Object.values(workers)) expect(String(config['main'])).toContain('workers/');
  });

  it('keeps keys for their owner alone, and gives no secret to a command as a parameter or to what it prints', async () => {
    const { said } = await deploy();
    const file = await stat(join(folder, 'secrets/staging.json'));
    expect(file.mode & 0o077).toBe(0);
    const { calls } = account;
    const seen = said + calls.map(({ command }) => command).join('\n');
    for (const value of Object.values(await keys())) expect(seen).not.toContain(value);
    await expect(readFile(join(root, 'dist/deploy/staging/thenorsound-auth.json.secrets'))).rejects.toThrow('ENOENT');
  });

  it('broken off in the middle says what stands and how to go back, and goes on when run again', async () => {
    account.failsAt = /thenorsound-invoicing.json/;
    const { code, said } = await deploy();
    expect(code).toBe(1);
    expect(said).toContain(`This failed: deploy ${PREFIX}invoicing, new`);
    expect(said).toContain('A request to the Cloudflare API failed');
    expect(said).toContain(`wrangler delete --name ${PREFIX}data-api`);
    expect(said).toContain(`wrangler queues delete ${PREFIX}invoicing`);
    // What was done last is taken back first.
    expect(said.indexOf(`--name ${PREFIX}events`)).toBeLessThan(said.indexOf(`--name ${PREFIX}data-api`));
    const made = await keys();
    const before = account.calls.length;
    delete account.failsAt;

    const second = await deploy();
    expect(second.code).toBe(0);
    const since = account.calls.slice(before).map(({ command }) => command);
    expect(since.filter((command) => command.startsWith('queues create'))).toEqual([]);
    expect(await keys()).toEqual(made);
    expect(account.workers[`${PREFIX}auth`]?.secrets['SIGNING_KEYS']).toBe(made['SIGNING_KEYS']);
    expect(account.workers[`${PREFIX}notifications`]?.secrets['FIELD_KEYS']).toBe(made['FIELD_KEYS']);
  });

  it('sets no key again that is there, even where another one is at hand', async () => {
    await deploy();
    const { REFRESH_KEY, FIELD_KEYS } = await keys();
    const { code } = await deploy({ ...ENOUGH, SIGNING_KEYS: 'another', REFRESH_KEY: 'another' });
    expect(code).toBe(0);
    const { workers } = account;
    expect(workers[`${PREFIX}auth`]?.secrets['REFRESH_KEY']).toBe(REFRESH_KEY);
    expect(workers[`${PREFIX}users`]?.secrets['FIELD_KEYS']).toBe(FIELD_KEYS);
  });

  it('names every setting that is missing or wrong, and touches nothing', async () => {
    const { code, said } = await deploy({ CORS_ORIGINS: 'http://localhost:5173', RATE_LIMITS: 'off' });
    expect(code).toBe(1);
    for (const name of ['FRONTEND_URL', 'CORS_ORIGINS', 'MAIL_FROM', 'RATE_LIMITS']) expect(said).toContain(name);
    expect(account.calls).toEqual([]);
  });

  it('from a machine that is thrown away makes no key', async () => {
    const { code, said } = await deploy({ ...ENOUGH, CI: 'true' });
    expect(code).toBe(1);
    expect(said).toContain('SIGNING_KEYS');
    const { workers, queues } = account;
    expect([workers, queues]).toEqual([{}, []]);
    const made = { SIGNING_KEYS: 's', REFRESH_KEY: 'r', FIELD_KEYS: 'f' };
    expect((await deploy({ ...ENOUGH, ...made, CI: 'true' })).code).toBe(0);
    expect(account.workers[`${PREFIX}auth`]?.secrets).toEqual({ SIGNING_KEYS: 's', REFRESH_KEY: 'r' });
  });

  it('says where the result is not as it must be: demo people who can sign in', async () => {
    await seedDemo(system.data, new Date());
    const { code, said } = await deploy();
    expect(code).toBe(1);
    expect(said).toContain('whose password everybody knows');
  });
});
