/** Stands in for the MongoDB driver, which does not load in the test isolate. Using it is a mistake of the test. */
export class MongoClient {
  constructor() {
    throw new Error('MongoDB is tested on bundled Workers (test/), not in the assembly');
  }
}
