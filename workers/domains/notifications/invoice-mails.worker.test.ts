import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { newId, type InvoiceId } from '#shared/ids';
import { asking, actorOf } from '../../../test/support/assembly/ask.ts';
import { env as assembly } from 'cloudflare:workers';
import { mails, mailScene } from './testing/mail-scene.ts';
import { at, says } from './testing/scene.ts';

const ask = asking(assembly.NOTIFICATIONS_HTTP);
const pdf = new TextEncoder().encode('%PDF-1.7 as it is downloaded');
const buyer = { email: 'ekonomi@organizer.example' };

/** A scene in which a crew company has issued an invoice, and what the invoicing Worker says of it. */
function issued(said: object = {}) {
  const here = mailScene();
  const invoiceId = newId<InvoiceId>();
  here.colleagues.INVOICING.invoice = () =>
    says({ type: 'Invoice', number: '2026-000017', sellerId: here.crewCompany });
  here.colleagues.INVOICING.invoiceForMail = () =>
    says({
      type: 'Invoice',
      number: '2026-000017',
      ocr: '1202600001735',
      totalOre: 312_550,
      toPayOre: 312_600,
      dueDate: '2026-12-23',
      sellerName: 'Ljudlaget AB',
      buyerName: 'Norrsken Event AB',
      buyerEmail: buyer.email,
      credits: null,
      pdf,
      ...said,
    });
  const generated = occurred(
    'invoice.generated',
    { invoiceId, customerId: here.organizer, bookingId: here.booking._id, totalAmount: 312_550, dueDate: '2026-12-23' },
    at(),
  );
  return { ...here, invoiceId, generated };
}

describe('the mail that brings an invoice', () => {
  it('goes to the buyer’s address with the very PDF, and says what to pay when with which reference', async () => {
    const here = issued();
    expect(await here.hears(here.generated, here.generated)).toEqual(['ack', 'ack']);
    await here.sweep();
    await here.sweep();

    const [mail, ...others] = await here.received(buyer);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Faktura 2026-000017 från Ljudlaget AB');
    for (const said of ['1202600001735', '3 126,00', '23 december 2026', 'Norrsken Event AB']) {
      expect(mail?.text?.replaceAll(/\s/g, ' ')).toContain(said);
    }
    expect(mail?.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['faktura-2026-000017.pdf', 'application/pdf'],
    ]);
    expect(new Uint8Array(mail?.attachments[0]?.content as ArrayBuffer)).toEqual(pdf);
  });

  it('says of a credit note what it credits, and asks for no payment', async () => {
    const credits = { number: '2026-000012', issuedDate: '2026-11-01' };
    const here = issued({ type: 'CreditNote', ocr: null, dueDate: null, credits });
    await here.hears(here.generated);
    await here.sweep();
    const [mail] = await here.received(buyer);
    expect(mail?.subject).toBe('Kreditfaktura 2026-000017 från Ljudlaget AB');
    expect(mail?.text).toContain('faktura 2026-000012');
    expect(mail?.text).not.toMatch(/Att betala|Förfaller|OCR/);
    expect(mail?.attachments[0]?.filename).toBe('kreditfaktura-2026-000017.pdf');
  });

  it('is not sent where the buyer has no address: those who sell are told to send it themselves', async () => {
    const here = issued();
    here.colleagues.INVOICING.mailAddressOf = () => says<string | null>(null);
    await here.hears(here.generated);
    expect(await mails.findOne({ _id: oid(here.generated.id) })).toBeNull();
    const bodyFor = async ({ id }: { id: typeof here.manager.id }) => {
      const { body } = await ask(actorOf('organizer', { userId: id }), 'GET', '/api/notifications');
      return (body['items'] as unknown as { body: string }[])[0]?.body;
    };
    expect(await bodyFor(here.manager)).toContain('The buyer has no e-mail address: please send it yourself.');
    expect(await bodyFor(here.planner)).not.toContain('e-post');
  });

  it('that a provider does not take is tried again, and becomes a message that asks for it anew', async () => {
    const here = issued();
    await here.hears(here.generated);
    here.binding(() => Promise.reject(new Error('550 later')));
    await here.sweep();
    const waiting = await mails.findOne({ _id: oid(here.generated.id) });
    expect(waiting).toMatchObject({ status: 'pending', attempts: 1, userId: null });
    await mails.update({ _id: oid(here.generated.id) }, { $set: { dueAt: new Date(0), attempts: 6 } });
    await here.sweep();
    expect(await mails.findOne({ _id: oid(here.generated.id) })).toMatchObject({ status: 'failed' });

    here.binding(null);
    const anew = occurred('mail.requested', { mail: 'invoice', invoiceId: here.invoiceId }, at());
    expect(await here.hears(anew)).toEqual(['ack']);
    await here.sweep();
    expect((await here.received(buyer)).map(({ subject }) => subject)).toEqual([
      'Faktura 2026-000017 från Ljudlaget AB',
    ]);
  });
});
