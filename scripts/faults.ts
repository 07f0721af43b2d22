/**
 * `npm run faults -- --bookings 1000 --kills 20 --engine embedded|mongodb --seed 7`: the proof that nothing is lost, in full
 * (test/support/faults/storm.ts; docs/reliability.md has its output). Ends with 1, and says how to repeat it, where
 * something is wrong. `--settle-after` is the age in ms from which the sweeps take unfinished work for abandoned.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startMongod } from './lib/mongod.ts';
import { main, PlainError } from './lib/running.ts';
import { storm } from '../test/support/faults/storm.ts';

await main(async () => {
  const { values } = parseArgs({
    options: {
      bookings: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '20' },
      engine: { type: 'string', default: 'embedded' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      'settle-after': { type: 'string', default: '3000' },
    },
  });
  const { bookings, kills, engine, seed, 'settle-after': settleAfter } = values;
  if (engine !== 'embedded' && engine !== 'mongodb') throw new PlainError('--engine is embedded or mongodb.');
  const command = `npm run faults -- --bookings ${bookings} --kills ${kills} --engine ${engine} --seed ${seed} --settle-after ${settleAfter}`;
  console.log(command);

  const mongod = engine === 'mongodb' ? await startMongod() : undefined;
  try {
    const report = await storm({
      bookings: Number(bookings),
      kills: Number(kills),
      seed: Number(seed),
      settleAfterMs: Number(settleAfter),
      ...(mongod && { mongodbUri: mongod.uri }),
      say: (line) => console.log(line),
    });
    for (const line of report.lines) console.log(line);
    for (const violation of report.violations) console.log(`✘ ${violation}`);
    if (report.violations.length > 0) {
      throw new PlainError(`${report.violations.length} things are wrong. Again: ${command}`);
    }
    console.log(`Nothing is lost, nothing happened twice (${report.seconds.toFixed(0)} s).`);
  } finally {
    await mongod?.stop();
  }
});
