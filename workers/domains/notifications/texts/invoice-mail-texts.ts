import type { Ore } from '#shared/money';
import { longDay, money } from './format.ts';
import type { Words } from './booking-mail-texts.ts';

/** What a mail says of the invoice or credit note that it carries. Amounts are öre. */
export interface InvoiceMailFacts {
  type: 'Invoice' | 'CreditNote';
  number: string;
  /** The reference of a payment; null for a credit note. */
  ocr: string | null;
  totalOre: Ore;
  toPayOre: Ore;
  /** `YYYY-MM-DD`; null for a credit note. */
  dueDate: string | null;
  /** What a credit note credits. */
  credits: { number: string } | null;
  sellerName: string;
  buyerName: string;
}

/** What goes with a PDF: who sends it, what is to be paid when and with which reference. */
export function invoiceMail(facts: InvoiceMailFacts): Words {
  const { type, number, ocr, totalOre, toPayOre, dueDate, credits, sellerName, buyerName } = facts;
  const footer = [`Skickat av ThenorSound på uppdrag av ${sellerName}.`];
  const button = 'Visa i ThenorSound';
  if (type === 'CreditNote') {
    return {
      subject: `Kreditfaktura ${number} från ${sellerName}`,
      paragraphs: [`${sellerName} har utfärdat en kreditfaktura till ${buyerName}. Den är bifogad som PDF.`],
      facts: [
        ['Kreditfaktura', number],
        ...fact('Krediterar', credits && `faktura ${credits.number}`),
        ['Krediterat', money(totalOre, 'sv')],
      ],
      button,
      footer,
    };
  }
  return {
    subject: `Faktura ${number} från ${sellerName}`,
    paragraphs: [`${sellerName} har utfärdat en faktura till ${buyerName}. Den är bifogad som PDF.`],
    facts: [
      ['Faktura', number],
      ['Att betala', money(toPayOre, 'sv')],
      ...fact('Förfaller', dueDate && longDay(dueDate, 'sv')),
      ...fact('OCR', ocr),
    ],
    button,
    footer,
  };
}

/** A line of the table, where there is something to say. */
const fact = (label: string, value: string | null): [string, string][] => (value === null ? [] : [[label, value]]);
