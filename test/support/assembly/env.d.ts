/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  /** What a `*.worker.test.ts` finds in `env`: the bindings of wrangler.toml beside this file, and generated secrets. */
  interface Env extends Record<import('../../../workers/gateway/env.ts').HttpBinding, Fetcher> {
    DATA: import('#shared/data-api').DataApi;
    DATA_ADMIN: Service<import('../../../workers/data-api/worker.ts').DataApiAdmin>;
    COLLECTION_STORE: DurableObjectNamespace;
    SIGNING_KEYS: string;
    REFRESH_KEY: string;
    FIELD_KEYS: string;
    DATA_API_KEY: string;
  }
}
