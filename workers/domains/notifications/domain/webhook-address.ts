import ipaddr from 'ipaddr.js';

/** Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375, and what clouds use inside). */
const INNER_NAME = /(^|[.])(localhost|local|internal|intranet|lan|home|corp|test|invalid|home[.]arpa)$/;

/** The global unicast addresses of IPv6 (RFC 4291, section 2.4): whatever is outside has a special meaning, or none yet. */
const IPV6_GLOBAL = ipaddr.parseCIDR('2000::/3');

/** Whether an IP address can belong to a public host. A mapped or translated address is never one: it hides another. */
export function isPublicAddress(address: string): boolean {
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(IPV6_GLOBAL));
}

/** The host of a URL: an IP address without brackets, or a name without the dot at its end. */
export function hostOf({ hostname }: URL): { kind: 'address' | 'name'; host: string } {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/[.]$/, '');
  return { kind: ipaddr.isValid(host) ? 'address' : 'name', host };
}

/**
 * What forbids sending a webhook to a URL, as far as the URL itself tells; null where nothing does. `URL` has brought
 * decimal, octal, hexadecimal and shortened IPv4 addresses into their usual form.
 *
 * @param isLoopbackAllowed also plain http, and this machine: for development and tests
 */
export function addressProblem(url: URL, isLoopbackAllowed: boolean): string | null {
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password';
  if (isLoopbackAllowed && isLoopback(url) && /^https?:$/.test(url.protocol)) return null;
  if (url.protocol !== 'https:') return 'must begin with https://';

  const { kind, host } = hostOf(url);
  if (kind === 'address') return isPublicAddress(host) ? null : NOT_PUBLIC;
  return INNER_NAME.test(host) || !host.includes('.') ? NOT_PUBLIC : null;
}

export const NOT_PUBLIC = 'must lead to a public host';

/** Whether a URL names the machine it is asked on. */
export function isLoopback(url: URL): boolean {
  const { kind, host } = hostOf(url);
  return kind === 'address' ? ipaddr.parse(host).range() === 'loopback' : host === 'localhost';
}
