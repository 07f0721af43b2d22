import type { Day } from '#shared/instant';
import { ocrOf } from './ocr.ts';

/** The year whose series numbers an invoice: the calendar year of its day of issue in Europe/Stockholm. */
export const yearOf = (issued: Day): number => Number(issued.slice(0, 4));

/** `YYYY-NNNNNN`, unique per seller and without gaps (ML 17 kap. 24 § 2). Beyond 999999 it gets longer. */
export const invoiceNumber = (year: number, number: number): string => `${year}-${String(number).padStart(6, '0')}`;

/**
 * The OCR reference of an invoice: the digits of its number, with the seller's serial in front where the seller is not the
 * platform, so that references stay apart even where sellers share a bankgiro.
 *
 * @param serial the seller's serial in the series; 0 for the platform
 */
export const invoiceOcr = (serial: number, number: string): string =>
  ocrOf(`${serial === 0 ? '' : serial}${number.replace('-', '')}`);
