import type { Call } from '#shared/call';
import { invalidField } from '#shared/errors';
import { log } from '#shared/log';
import type { Deps } from './ports.ts';
import { targetProblem } from './webhook-target.ts';

/** Throws 400 on `url` where webhooks may not be sent there. */
export async function requireAllowedUrl(
  url: string,
  { webhookTargets }: Pick<Deps, 'webhookTargets'>,
  { trace }: Call,
): Promise<void> {
  const problem = await targetProblem(new URL(url), webhookTargets).catch((error: unknown) => {
    // What the name leads to is looked up again whenever something is sent: a resolver that is down stops nobody here.
    log('warn', 'webhook-name-unknown', { traceId: trace.traceId, error });
    return null;
  });
  if (problem !== null) throw invalidField('url', problem);
}
