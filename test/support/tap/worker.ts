/**
 * Stands between the Workers and the data layer: same contract, but every operation is first told to the test process
 * (tap.ts), which says what becomes of it, and afterwards told how it ended. Started by child.ts.
 */
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { DataAction, DataActions, DataApi, DataReply } from '#shared/data-api';
import type { Interference, Told } from './tap.ts';

interface Env {
  DATA: DataApi & { ping(): Promise<unknown> };
  /** The test process; only where a tap was asked for. */
  TEST?: Fetcher;
}

export class Tap extends WorkerEntrypoint<Env, { worker: string }> implements DataApi {
  async run<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<DataReply<A>> {
    const id = crypto.randomUUID();
    const interference = await this.tell({ id, phase: 'before', worker: this.ctx.props.worker, action, request });
    const reply = await this.carryOut(interference, action, request);
    await this.tell({ id, phase: 'after', reply });
    return reply;
  }

  ping(): Promise<unknown> {
    return this.env.DATA.ping();
  }

  private async carryOut<A extends DataAction>(
    interference: Interference,
    action: A,
    request: DataActions[A]['request'],
  ): Promise<DataReply<A>> {
    switch (interference) {
      case 'none':
        // A copy, without the disposer of an RPC answer.
        return { ...(await this.env.DATA.run(action, request)) };
      case 'unavailable':
        return { ok: false, failure: { kind: 'unavailable', message: 'the tap is closed' } };
      case 'not-written':
        return { ok: false, failure: { kind: 'unknown-outcome', message: 'the tap dropped the request' } };
      case 'answer-lost':
        await this.env.DATA.run(action, request);
        return { ok: false, failure: { kind: 'unknown-outcome', message: 'the tap dropped the answer' } };
    }
  }

  private async tell(told: Told): Promise<Interference> {
    if (!this.env.TEST) return 'none';
    const response = await this.env.TEST.fetch('http://test/', { method: 'POST', body: JSON.stringify(told) });
    return (await response.json()) as Interference;
  }
}

/** The test's own way to the store, past every interference. */
export default {
  async fetch(request, env) {
    const [action, asked] = (await request.json()) as [DataAction, DataActions[DataAction]['request']];
    return Response.json(await env.DATA.run(action, asked));
  },
} satisfies ExportedHandler<Env>;
