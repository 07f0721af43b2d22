import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCollection, oid, type Collection } from '#shared/documents';
import { seedDemo } from '../scripts/demo/seed.ts';
import { StoredMail } from '../workers/domains/notifications/mail.documents.ts';
import { MOST_ATTEMPTS } from '../workers/domains/notifications/domain/mail-attempt.ts';
import { signIn, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { openReceiver, silence, status, type Receiver } from './support/receiver.ts';
import { startSystem, type System } from './support/system.ts';

let provider: Receiver;
let system: System;
let admin: Client;
let mails: Collection<StoredMail>;

beforeAll(async () => {
  provider = await openReceiver();
  system = await startSystem({
    vars: {
      'thenorsound-notifications': {
        SETTLE_AFTER_MS: '500',
        MAIL_PROVIDER_URL: provider.url('/mail'),
        MAIL_PROVIDER_KEY: 'the-key',
        FRONTEND_URL: 'https://front.example',
      },
    },
  });
  await seedDemo(system.data, new Date());
  admin = await signIn(system, 'admin');
  mails = openCollection(system.data, { roundTrips: 0 }, 'mails', StoredMail);
});
afterAll(async () => {
  await system.stop();
  await provider.close();
});

interface Posted {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

const postedTo = (email: string) =>
  provider
    .received('/mail')
    .map(({ headers, body }) => ({ headers, mail: JSON.parse(body) as Posted }))
    .filter(({ mail }) => mail.to === email);

const register = async (email: string) => {
  const wish = { email, password: 'A-long-password-1', firstName: 'Åsa', lastName: '<b>Öberg' };
  const headers = { 'content-type': 'application/json' };
  const response = await system.fetch('/api/auth/register', { method: 'POST', headers, body: JSON.stringify(wish) });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Json;
  return id;
};

const mailOf = async (userId: string) => {
  const all = await mails.find({ status: { $in: ['pending', 'sent', 'failed', 'cancelled'] } }, { limit: 100 });
  return all.filter((mail) => mail.userId === userId);
};

/** What comes to hold while the sweeps run. */
const eventuallyByTicks = <T>(check: () => T | Promise<T>) =>
  eventually(async () => {
    await system.tick();
    return check();
  }, 30_000);
const untilSent = (userId: string) =>
  eventuallyByTicks(async () => (await mailOf(userId)).some((mail) => mail.status === 'sent'));
const untilPosted = (email: string) => eventuallyByTicks(() => postedTo(email).length > 0);

it('a person who registers gets one mail with a link that verifies the address', async () => {
  const id = await register('asa@example.com');
  const [posted] = await eventually(async () => {
    await system.tick();
    const found = postedTo('asa@example.com');
    return found.length > 0 && found;
  }, 30_000);
  expect(posted?.headers.authorization).toBe('Bearer the-key');
  expect(posted?.mail.subject).toBe('Bekräfta din e-postadress');
  expect(posted?.mail.html).toContain('&lt;b&gt;Öberg');
  const link = new URL(/https:\S+/.exec(posted?.mail.text ?? '')?.[0] ?? '');
  expect([link.origin, link.pathname]).toEqual(['https://front.example', '/verify-email']);
  const token = link.hash.replace('#token=', '');
  const verified = await system.fetch('/api/auth/verify-email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(verified.status).toBe(200);
  await eventually(async () => (await mailOf(id)).some((mail) => mail.status === 'sent'), 10_000);
  await system.tick();
  expect(postedTo('asa@example.com')).toHaveLength(1);
  expect(system.logs.join('\n')).not.toContain(token);
});

it('a mail that the provider does not take is tried again, ends as a dead letter, and goes out when that is replayed', async () => {
  provider.answers('/mail', status(500));
  const id = await register('orvar@example.com');
  const tried = await eventually(async () => {
    await system.tick();
    return (await mailOf(id)).find((mail) => mail.attempts === 1 && mail.dueAt > new Date());
  }, 30_000);
  // The waits are over, but for the last attempt.
  await mails.update({ _id: oid(tried._id) }, { $set: { attempts: MOST_ATTEMPTS - 1, dueAt: new Date(0) } });
  const letter = await eventually(async () => {
    await system.tick();
    const { body } = await admin.ask('GET', '/api/ops/dead-letters');
    return (body as unknown as { items: Json[] }).items.find(({ type }) => type === 'mail.requested');
  }, 30_000);
  expect(letter['lastError']).toBe('The mail provider answered 500');
  await eventually(async () => (await mailOf(id)).some((mail) => mail.status === 'failed'), 10_000);

  provider.answers('/mail', status(202));
  const before = postedTo('orvar@example.com').length;
  await admin.ask('POST', `/api/ops/dead-letters/${letter.id}/replay`);
  await untilSent(id);
  expect(postedTo('orvar@example.com')).toHaveLength(before + 1);
});

it('a provider that never answers keeps no other mail waiting, and is asked again', async () => {
  provider.answers('/mail', silence);
  const id = await register('hanna@example.com');
  await untilPosted('hanna@example.com');
  provider.answers('/mail', status(202));
  const other = await register('harald@example.com');
  await untilSent(other);
  expect((await mailOf(id)).map((mail) => mail.status)).toEqual(['pending']);

  const tried = await eventually(
    async () => (await mailOf(id)).find((mail) => mail.attempts === 1 && mail.version > 1),
    30_000,
  );
  expect(tried.dueAt > new Date()).toBe(true);
  await mails.update({ _id: oid(tried._id) }, { $set: { dueAt: new Date(0) } });
  await untilSent(id);
}, 120_000);

it('a process that dies between sending a mail and noting it sends it once more, to be told by its Message-ID', async () => {
  provider.answers('/mail', silence);
  const id = await register('dagny@example.com');
  await untilPosted('dagny@example.com');
  await system.kill();
  provider.answers('/mail', status(202));
  await system.restart();
  // The dead one's claim is over.
  const [claimed] = await mailOf(id);
  if (!claimed) throw new Error('the mail is gone');
  expect(claimed.status).toBe('pending');
  await mails.update({ _id: oid(claimed._id) }, { $set: { dueAt: new Date(0) } });
  await untilSent(id);
  const ids = provider
    .received('/mail')
    .map(({ body }) => JSON.parse(body) as { to: string; headers: Record<string, string> })
    .filter(({ to }) => to === 'dagny@example.com')
    .map(({ headers }) => headers['Message-ID']);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
}, 120_000);
