/** What the data layer is configured with; only `choose-engine.ts` and the entrypoints read it. */
export interface Env {
  COLLECTION_STORE: DurableObjectNamespace;
  MONGO_CONNECTION: DurableObjectNamespace;
  /** A MongoDB connection string; without it the embedded engine is used. */
  MONGODB_URI?: string;
  MONGODB_DATABASE?: string;
  /** How many connections (Durable Objects with a client each) share the work. */
  MONGODB_POOL_SIZE?: string;
  /** Where a Durable Object is made that was not there before, by Cloudflare's names: `weur` is western Europe. */
  STORE_LOCATION?: string;
  /** Where it must stay, such as `eu`. Another one has other objects: what is stored is not there. */
  STORE_JURISDICTION?: string;
  /** An external endpoint of the Data API, up to and with `/endpoint/data/v1`, to be used as the store. */
  DATA_API_URL?: string;
  /** The name under which it knows its cluster. */
  DATA_API_SOURCE?: string;
  /** The key of that endpoint; without one, it opens this Worker's own HTTP paths to whoever has it. */
  DATA_API_KEY?: string;
}
