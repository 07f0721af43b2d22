/** A personal number as everybody but its owner sees it: the birth date alone (`811228-****`). Takes twelve digits. */
export const maskedPersonalNumber = (digits: string): string => `${digits.slice(2, 8)}-****`;

/** An account number as everybody but its owner sees it: the last four digits (`****6789`). */
export const maskedAccountNumber = (accountNumber: string): string =>
  `****${accountNumber.replaceAll(/\D/g, '').slice(-4)}`;
