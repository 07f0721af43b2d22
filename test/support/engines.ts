import { mongodOrSkip } from './mongod.ts';

/** Both engines under one name each, with what `startSystem` needs; MongoDB only where a mongod is to be had. */
export async function bothEngines() {
  const mongod = await mongodOrSkip();
  return {
    mongod,
    engines: [
      { engine: 'embedded', options: {} },
      ...(mongod ? [{ engine: 'MongoDB', options: { mongodbUri: mongod.uri } }] : []),
    ],
  };
}
