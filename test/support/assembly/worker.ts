/**
 * Every Worker of the product in one isolate (see vitest.config.ts). In wrangler.toml beside this file each binding leads
 * back here, to the entrypoint it leads to in the product, so a call crosses the same RPC boundary on the same types.
 */

export { CollectionStore, DataApi, DataApiAdmin, MongoConnection } from '../../../workers/data-api/worker.ts';

interface Handler {
  fetch: (request: Request, env: never, context: ExecutionContext) => Response | Promise<Response>;
  queue?: (batch: MessageBatch, env: never, context: ExecutionContext) => Promise<void>;
}

const consumers: Readonly<Record<string, Handler>> = {};

export default {
  fetch(): Response {
    return new Response('The assembly has no gateway yet', { status: 501 });
  },
  async queue(batch: MessageBatch, env: never, context: ExecutionContext): Promise<void> {
    const consumer = consumers[batch.queue]?.queue;
    if (!consumer) throw new Error(`Nobody consumes ${batch.queue}`);
    await consumer(batch, env, context);
  },
};
