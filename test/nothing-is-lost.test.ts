import { randomInt } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { bothEngines } from './support/engines.ts';
import { storm } from './support/faults/storm.ts';

const { mongod, engines } = await bothEngines();
afterAll(() => mongod?.stop());

const FILE = 'test/nothing-is-lost.test.ts';
const BOOKINGS = 40;
const KILLS = 3;
const SETTLE_AFTER_MS = 2_000;

/** FAULTS_SEED repeats the choices of an earlier run. In full: `npm run faults` (docs/reliability.md). */
const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));

describe.each(engines)('the whole process is killed at random moments on $engine', ({ options }) => {
  it('and every accepted request took effect, every event exactly once', async () => {
    const { violations, lines } = await storm({
      ...options,
      bookings: BOOKINGS,
      kills: KILLS,
      seed,
      settleAfterMs: SETTLE_AFTER_MS,
      say: (line) => console.info(line),
    });
    console.info([...lines, `again: FAULTS_SEED=${seed} npx vitest run --project system ${FILE}`].join('\n'));
    expect(violations).toEqual([]);
  }, 420_000);
});
