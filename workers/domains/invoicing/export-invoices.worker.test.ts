import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { newId, type CustomerId } from '#shared/ids';
import { addDays, dayOf, startOfDay } from '#shared/instant';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { generateInvoice } from './commands/generate-invoice.ts';
import { ask, aSeller, confirmed, depsWith, download } from './testing/billing.ts';

interface Company {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Company;
let seller: Company;
const today = dayOf(new Date());
const days = [addDays(today, -2), addDays(today, -1), today];

/** Three invoices of 1,250 SEK, one on each of three days; the last one is credited. */
beforeAll(async () => {
  [organizer, seller] = await Promise.all([anOrganizer(), aSeller()]);
  const bookings = await confirmed(organizer.customerId, seller.customerId, 3, 120);
  let last = '';
  for (const [place, bookingId] of bookings.entries()) {
    const deps = depsWith({ now: () => startOfDay(days[place] ?? '') });
    const wish = { bookingId, extraLines: [], requestId: null, actor: admin };
    last = (await generateInvoice(wish, deps, deps.call))._id;
  }
  await ask(admin, 'POST', `/api/invoices/${last}/credit`, { reason: 'Fel' });
});

const exported = (from: string, to: string, format: string, sellerId: string = seller.customerId) =>
  download(admin, `/api/invoices/export?from=${from}&to=${to}&format=${format}&sellerId=${sellerId}`);

describe('the export of invoices', () => {
  it('has a voucher for each document of the period, both its days included, and each sums to zero', async () => {
    const response = await exported(days[1] ?? '', today, 'sie');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain('.se"');
    const bytes = new Uint8Array(await response.arrayBuffer());
    // "Försäljning": ö is 0x94 and ä 0x84 in code page 437.
    const text = String.fromCharCode(...bytes);
    expect(text).toContain('F\u0094rs\u0084ljning 25 % moms');
    const vouchers = text.split('#VER ').slice(1);
    expect(vouchers).toHaveLength(3);
    for (const voucher of vouchers) {
      const amounts = [...voucher.matchAll(/#TRANS \d{4} \{\} (-?\d+\.\d\d)/g)].map(
        ([, amount]) => Number(amount) * 100,
      );
      expect(amounts).toHaveLength(3);
      expect(amounts.reduce((sum, amount) => sum + Math.round(amount), 0)).toBe(0);
    }
  });

  it('is a table as well, in which a credit note is below zero', async () => {
    const response = await exported(days[0] ?? '', today, 'csv');
    const [head, ...rows] = (await response.text()).trim().split('\r\n');
    expect(head).toContain('invoiceNumber,type,issuedDate');
    expect(rows.map((row) => row.split(',')[13])).toEqual(['1250', '1250', '1250', '-1250']);
  });

  it('is empty for days on which nothing was issued, and 404 for nobody who sells', async () => {
    const response = await exported('2020-01-01', '2020-12-31', 'sie');
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('#VER');
    for (const stranger of [newId(), organizer.customerId]) {
      expect((await exported('2020-01-01', '2020-12-31', 'sie', stranger)).status).toBe(404);
    }
  });

  it('is the platform’s own where no seller is named', async () => {
    const response = await download(admin, '/api/invoices/export?from=2020-01-01&to=2020-12-31&format=sie');
    expect(await response.text()).toContain('#FNAMN "ThenorSound Demo AB"');
  });

  it.each([
    'from=2026-02-01&to=2026-01-31&format=csv',
    'from=2026-01-01&format=csv',
    'from=x&to=y&format=csv',
    'from=2026-01-01&to=2026-01-31&format=xml',
  ])('refuses %s', async (query) => {
    expect((await download(admin, `/api/invoices/export?${query}`)).status).toBe(400);
  });
});
