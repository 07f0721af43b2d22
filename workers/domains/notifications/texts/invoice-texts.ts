import { longDay, money } from './format.ts';
import type { Language, Text } from './text.ts';

/** What the texts say of an invoice. Amounts are öre. */
export interface InvoiceFacts {
  number: string | null;
  isCreditNote: boolean;
}

/** Who reads: one of those who pay it, or of those whose company sells. */
export interface InvoiceReader {
  language: Language;
  isSeller: boolean;
}

/** An invoice, or a credit note, was issued. Whoever sells must know when it could not be mailed: they send it themselves. */
export function invoiceGenerated(
  facts: InvoiceFacts & { totalOre: number; dueDate: string; isMailed: boolean },
  { language, isSeller }: InvoiceReader,
): Text {
  const { title, body } = issued(facts, { language, isSeller });
  return { title, body: isSeller && !facts.isMailed ? `${body} ${NOT_MAILED[language]}` : body };
}

const NOT_MAILED: Readonly<Record<Language, string>> = {
  sv: 'Köparen saknar e-postadress: skicka den själv.',
  en: 'The buyer has no e-mail address: please send it yourself.',
};

function issued(
  facts: InvoiceFacts & { totalOre: number; dueDate: string },
  { language, isSeller }: InvoiceReader,
): Text {
  const amount = money(facts.totalOre, language);
  if (facts.isCreditNote) {
    return {
      sv: { title: `Kreditfaktura${named(facts)}`, body: `Krediterat belopp: ${amount} inkl. moms.` },
      en: { title: `Credit note${named(facts)}`, body: `Credited amount: ${amount} incl. VAT.` },
    }[language];
  }
  const due = longDay(facts.dueDate, language);
  return {
    sv: {
      title: isSeller ? `Faktura utställd${named(facts)}` : `Ny faktura${named(facts)}`,
      body: `Belopp: ${amount} inkl. moms. Förfaller ${due}.`,
    },
    en: {
      title: isSeller ? `Invoice issued${named(facts)}` : `New invoice${named(facts)}`,
      body: `Amount: ${amount} incl. VAT. Due ${due}.`,
    },
  }[language];
}

/** A payment was recorded on an invoice. */
export function paymentReceived(facts: InvoiceFacts & { amountOre: number }, { language }: InvoiceReader): Text {
  const amount = money(facts.amountOre, language);
  return {
    sv: { title: `Betalning registrerad${named(facts)}`, body: `${amount} har registrerats på fakturan.` },
    en: { title: `Payment recorded${named(facts)}`, body: `${amount} was recorded on the invoice.` },
  }[language];
}

/** An invoice was not paid in time. */
export function invoiceOverdue(
  facts: InvoiceFacts & { amountOre: number },
  { language, isSeller }: InvoiceReader,
): Text {
  const amount = money(facts.amountOre, language);
  return {
    sv: {
      title: `Förfallen faktura${named(facts)}`,
      body: isSeller
        ? `Köparen har inte betalat i tid. Kvar att betala: ${amount}.`
        : `Fakturan skulle ha betalats. Kvar att betala: ${amount}.`,
    },
    en: {
      title: `Overdue invoice${named(facts)}`,
      body: isSeller
        ? `The buyer has not paid in time. Left to pay: ${amount}.`
        : `The invoice should have been paid. Left to pay: ${amount}.`,
    },
  }[language];
}

const named = ({ number }: InvoiceFacts): string => (number === null ? '' : `: ${number}`);
