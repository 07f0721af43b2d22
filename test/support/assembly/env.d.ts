/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  /** What a `*.worker.test.ts` finds in `env`: the bindings of wrangler.toml beside this file, and generated secrets. */
  interface Env {
    DATA: import('#shared/data-api').DataApi;
    DATA_ADMIN: Service<import('../../../workers/data-api/worker.ts').DataApiAdmin>;
    COLLECTION_STORE: DurableObjectNamespace;
    JWT_PRIVATE_KEY: string;
    REFRESH_TOKEN_KEY: string;
    FIELD_KEYS: string;
    DATA_API_KEY: string;
  }
}
