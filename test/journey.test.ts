import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { bothEngines } from './support/engines.ts';
import { startSystem, type System } from './support/system.ts';

const { mongod, engines } = await bothEngines();
afterAll(() => mongod?.stop());

describe.each(engines)('the main journey on $engine', ({ options }) => {
  let system: System;
  afterEach(() => system.stop());

  it('goes from sign-in to the issued invoice, as the script in the README walks it, twice', async () => {
    system = await startSystem({ ...options, rateLimits: 'on' });
    await seedDemo(system.data, new Date());
    const walk = () =>
      promisify(execFile)(process.execPath, [join(import.meta.dirname, '../scripts/journey.ts'), system.url.origin]);
    expect((await walk()).stdout).toContain('The journey works');
    expect((await walk()).stdout).toContain('The journey works');
  });
});
