import { afterAll, beforeAll, describe } from 'vitest';
import { dataApiOverHttp } from '#shared/data-api-over-http';
import { mongodOrSkip } from '../support/mongod.ts';
import { type Connection, describeContract, ran } from './contract.ts';
import { type RunningDataApi, startDataApi } from './start-data-api.ts';

const apiKey = crypto.randomUUID();
const mongod = await mongodOrSkip();

afterAll(async () => {
  await mongod?.stop();
  const counts = ['embedded', 'mongodb', 'http'].map((name) => `${name} ${ran.get(name) ?? 0}`);
  console.log(`contract: ${counts.join(', ')}`);
});

describe('on the embedded engine', () => {
  const running = startedHere({ DATA_API_KEY: apiKey });
  describeContract('embedded', running);
});

describe.skipIf(mongod === undefined)('on MongoDB', () => {
  describeContract('mongodb', startedHere({ MONGODB_URI: mongod?.uri ?? '' }));
});

describe('over HTTP', () => {
  const running = startedHere({ DATA_API_KEY: apiKey });
  describeContract('http', () => {
    const { admin, fetch } = running();
    const data = dataApiOverHttp({
      url: '/app/thenorsound/endpoint/data/v1',
      apiKey,
      database: 'thenorsound',
      timeoutMs: 10_000,
      fetch,
    });
    return { data, admin };
  });
});

/** Starts the data layer for the tests of this block. */
function startedHere(vars: Record<string, string>): () => Connection & RunningDataApi {
  let running: RunningDataApi | undefined;
  beforeAll(async () => {
    running = await startDataApi(vars);
  });
  afterAll(async () => running?.stop());
  return () => {
    if (running === undefined) throw new Error('the data layer has not been started');
    return running;
  };
}
