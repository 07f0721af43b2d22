import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { scheduledConcert, signIn } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { startSystem, type System } from './support/system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ vars: { 'thenorsound-notifications': { SETTLE_AFTER_MS: '500' } } });
  await seedDemo(system.data, new Date());
});
afterAll(() => system.stop());

it('without a provider mails lie there as files: an invoice reaches its buyer’s address with the PDF', async () => {
  const [organizer, company, drummer] = await Promise.all([
    signIn(system, 'organizer'),
    signIn(system, 'crewcompany'),
    signIn(system, 'crew'),
  ]);
  const { id: eventId, at } = await scheduledConcert(organizer);
  const wish = { eventId, crewId: drummer.user.id, startTime: at(0), endTime: at(4) };
  const { id } = await organizer.must(201, 'POST', '/api/bookings', wish);
  await drummer.must(200, 'PUT', `/api/bookings/${id}/confirm`);
  const invoice = await company.must(201, 'POST', `/api/bookings/${id}/invoice`, {});
  const buyer = await organizer.must(200, 'GET', `/api/customers/${String(organizer.user['customerId'])}`);

  const mail = await eventually(async () => {
    await system.tick();
    const all = await Promise.all((await system.sentMails()).map((mime) => PostalMime.parse(mime)));
    return all.find(({ subject }) => subject?.startsWith(`Faktura ${String(invoice['invoiceNumber'])} `));
  }, 30_000);
  expect(mail.to?.map(({ address }) => address)).toEqual([buyer['email']]);
  const [pdf] = mail.attachments;
  const download = await system.fetch(`/api/invoices/${invoice.id}/pdf`, {
    headers: { authorization: `Bearer ${company.token}` },
  });
  expect(new Uint8Array(pdf?.content as ArrayBuffer)).toEqual(await download.bytes());
}, 90_000);
