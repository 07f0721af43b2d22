import { describe, expect, it } from 'vitest';
import { addressProblem, isPublicAddress } from './webhook-address.ts';

const problem = (url: string, isLoopbackAllowed = false) => addressProblem(new URL(url), isLoopbackAllowed);

describe('an address of a webhook', () => {
  it.each([
    'https://example.com/hook?x=1',
    'https://example.com:8443/',
    'https://93.184.216.34/',
    'https://[2a00:1450::1]/',
  ])('may lead to a public host: %s', (url) => expect(problem(url)).toBeNull());

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127.0.0.1./',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:8.8.8.8]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'https://localhost/',
    'https://localhost./',
    'https://app.LOCALHOST/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://router.home.arpa/',
    'https://intranet/',
  ])('never leads inside: %s', (url) => expect(problem(url)).toBe('must lead to a public host'));

  it.each(['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'data:text/plain,x', 'javascript:1'])(
    'is https: %s',
    (url) => expect(problem(url)).toBe('must begin with https://'),
  );

  it.each(['https://user@example.com/', 'https://:word@example.com/', 'https://a:b@127.0.0.1/'])(
    'carries no credentials: %s',
    (url) => expect(problem(url)).toBe('must not contain a user name or password'),
  );

  it.each(['http://localhost:4000/', 'http://127.0.0.1:4000/', 'https://[::1]:4000/'])(
    'may lead to this machine where that is allowed: %s',
    (url) => {
      expect(problem(url, true)).toBeNull();
      expect(problem(url)).not.toBeNull();
    },
  );

  it.each([
    'http://10.0.0.1/',
    'http://example.com/',
    'https://192.168.1.1/',
    'ftp://localhost/',
    'http://a@localhost/',
  ])('leads nowhere else inside, nor by http, where this machine is allowed: %s', (url) =>
    expect(problem(url, true)).not.toBeNull(),
  );
});

it('an address that hides another one is not public, whatever it hides', () => {
  expect(['8.8.8.8', '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1'].map(isPublicAddress)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
