import type { DomainEvent } from '#shared/domain-events';
import { recipients } from '../domain/recipients.ts';
import type { Deps } from '../ports.ts';
import { tell } from '../tell.ts';
import type { InvoiceFacts, InvoiceReader } from '../texts/invoice-texts.ts';
import type { Text } from '../texts/text.ts';

type InvoiceEvent = DomainEvent<'invoice.generated' | 'invoice.payment-received' | 'invoice.overdue'>;

/**
 * Tells the organizer's users, and where a crew company sells its managers, what happened to an invoice.
 *
 * @param write words it for one reader, from the invoice as it is now
 */
export async function tellOfInvoice(
  event: InvoiceEvent,
  deps: Deps,
  write: (facts: InvoiceFacts, reader: InvoiceReader) => Text,
): Promise<void> {
  const { invoiceId, customerId } = event.data;
  const [invoice, buyers] = await Promise.all([deps.invoice(invoiceId), deps.managersOf(customerId)]);
  // An issued invoice is never deleted, and its events are written with it: without one, this message makes no sense.
  if (!invoice) throw new Error(`there is no invoice ${invoiceId}`);
  const sellers = invoice.sellerId === null ? [] : await deps.managersOf(invoice.sellerId);

  const facts: InvoiceFacts = { number: invoice.number, isCreditNote: invoice.type === 'CreditNote' };
  const readers = recipients(
    buyers.map((person) => ({ person, isSeller: false })),
    sellers.map((person) => ({ person, isSeller: true })),
  );
  await tell(
    event,
    readers.map(({ person, isSeller }) => ({
      person,
      text: write(facts, { language: person.language, isSeller }),
      link: `/invoices/${invoiceId}`,
    })),
    deps,
  );
}
