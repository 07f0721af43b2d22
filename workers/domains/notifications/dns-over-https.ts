import * as z from 'zod';
import type { LookUp } from './webhook-target.ts';

/** What resolvers answer to `accept: application/dns-json`. Numbers are those of DNS (RFC 1035, RFC 3596). */
const DnsAnswer = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).default([]),
});
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;
const recordTypes = { A: 1, AAAA: 28 } as const;
const ANSWER_WITHIN_MS = 1_500;

/** Looks names up at a resolver that speaks JSON over HTTPS, such as https://cloudflare-dns.com/dns-query. */
export const dnsOverHttps =
  (resolver: string): LookUp =>
  async (name) => {
    const found = await Promise.all([recordsOf(name, 'A', resolver), recordsOf(name, 'AAAA', resolver)]);
    return found.flat();
  };

async function recordsOf(name: string, type: keyof typeof recordTypes, resolver: string): Promise<string[]> {
  const url = new URL(resolver);
  url.searchParams.set('name', name);
  url.searchParams.set('type', type);
  const response = await fetch(url, {
    headers: { accept: 'application/dns-json' },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok) throw new Error(`the resolver answered ${response.status}`);
  const { Status, Answer } = DnsAnswer.parse(await response.json());
  if (Status !== NO_ERROR && Status !== NO_SUCH_NAME) throw new Error(`the resolver failed with code ${Status}`);
  // An alias is listed with what it leads to.
  return Answer.filter((record) => record.type === recordTypes[type]).map(({ data }) => data);
}
