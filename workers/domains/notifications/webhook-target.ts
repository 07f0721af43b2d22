import { addressProblem, hostOf, isLoopback, isPublicAddress, NOT_PUBLIC } from './domain/webhook-address.ts';

/** The IP addresses of a name; none where there is no such name. Throws where that cannot be found out. */
export type LookUp = (name: string) => Promise<string[]>;

/** Where webhooks may be sent. */
export interface TargetRules {
  isLoopbackAllowed: boolean;
  /** Null where no resolver is configured: names are then taken at their word. */
  lookUp: LookUp | null;
}

/** What forbids sending to a URL, also when its name is looked up; null where nothing does. Throws where the look-up fails. */
export async function targetProblem(url: URL, { isLoopbackAllowed, lookUp }: TargetRules): Promise<string | null> {
  const problem = addressProblem(url, isLoopbackAllowed);
  const { kind, host } = hostOf(url);
  if (problem !== null || kind === 'address' || isLoopback(url) || !lookUp) return problem;
  const addresses = await lookUp(host);
  if (addresses.length === 0) return 'must name a host that there is';
  return addresses.every(isPublicAddress) ? null : NOT_PUBLIC;
}
