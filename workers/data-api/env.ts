/** What the data layer is configured with; only `choose-engine.ts` and the entrypoints read it. */
export interface Env {
  COLLECTION_STORE: DurableObjectNamespace;
  MONGO_CONNECTION: DurableObjectNamespace;
  /** A MongoDB connection string; without it the embedded engine is used. */
  MONGODB_URI?: string;
  MONGODB_DATABASE?: string;
  /** How many connections (Durable Objects with a client each) share the work. */
  MONGODB_POOL_SIZE?: string;
  /** Opens the Data API's HTTP paths to whoever has it. */
  DATA_API_KEY?: string;
}
