import { startMongod, type Mongod } from '../../scripts/lib/mongod.ts';

/**
 * A real mongod for a test file, to be stopped in its `afterAll`. Where none is to be had the tests that need one are
 * skipped (`describe.skipIf(!mongod)`) with a line that says so, except with CI=true, where they must run.
 */
export async function mongodOrSkip(): Promise<Mongod | undefined> {
  try {
    return await startMongod();
  } catch (failure) {
    if (process.env['CI'] === 'true') throw failure;
    const why = failure instanceof Error ? failure.message.split('\n')[0] : String(failure);
    console.warn(`Tests on MongoDB are skipped, no mongod is to be had (${why}): set MONGOMS_SYSTEM_BINARY to one.`);
    return undefined;
  }
}
