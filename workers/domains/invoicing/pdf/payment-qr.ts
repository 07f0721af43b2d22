import { hyphenated, hyphenatedBankgiro, hyphenatedPlusgiro } from '#shared/written-form';
import type { Paper } from '../domain/paper.ts';

/**
 * What the QR code of an invoice says to a bank's app: UsingQR, version 1, the JSON that Swedish banks read. `tp` 1 is an
 * invoice, `pt` the kind of account. null where nothing is to be paid.
 */
export function paymentQr(paper: Paper): string | null {
  const { seller } = paper;
  const account =
    seller.bankgiro === null
      ? seller.plusgiro !== null && { pt: 'PG', acc: hyphenatedPlusgiro(seller.plusgiro) }
      : { pt: 'BG', acc: hyphenatedBankgiro(seller.bankgiro) };
  if (paper.type !== 'Invoice' || paper.toPayOre <= 0 || !account || paper.dueDate === null) return null;
  return JSON.stringify({
    uqr: 1,
    tp: 1,
    nme: seller.name,
    cid: hyphenated(seller.orgNumber),
    iref: paper.ocr ?? paper.number,
    idt: paper.issuedDate.replaceAll('-', ''),
    ddt: paper.dueDate.replaceAll('-', ''),
    due: paper.toPayOre / 100,
    cur: 'SEK',
    ...account,
  });
}
