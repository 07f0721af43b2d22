import type { InvoiceId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import { invoiceMail } from '../texts/invoice-mail-texts.ts';
import { writeMail } from '../write-mail.ts';
import { nothing, type Mailing, type Written } from './letter.ts';

/**
 * An issued invoice or credit note for its buyer, with the PDF. In Swedish, as the paper is: it goes to a company, of which
 * no language is known. Nothing where the buyer has no address any more.
 */
export async function invoiceLetter(
  id: InvoiceId,
  { frontEnd }: Pick<Mailing, 'frontEnd'>,
  { invoiceForMail }: Pick<Deps, 'invoiceForMail'>,
): Promise<Written> {
  const invoice = await invoiceForMail(id);
  if (!invoice?.buyerEmail) return nothing;
  const { buyerEmail, pdf, ...facts } = invoice;
  const { button, ...words } = invoiceMail(facts);
  const href = new URL(`/invoices/${id}`, frontEnd).href;
  const kind = facts.type === 'CreditNote' ? 'kreditfaktura' : 'faktura';
  return {
    letter: {
      ...writeMail({ ...words, greeting: null, button: { label: button, href, isShown: false } }, 'sv'),
      to: buyerEmail,
      attachments: [{ filename: `${kind}-${facts.number}.pdf`, contentType: 'application/pdf', content: pdf }],
      edition: null,
    },
  };
}
