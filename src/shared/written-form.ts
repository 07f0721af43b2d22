/** How Swedes write the numbers that are stored as bare digits. */

export const hyphenated = (orgNumber: string): string => `${orgNumber.slice(0, 6)}-${orgNumber.slice(6)}`;

/** Five digits as `NNN NN`; another country's code as it is. */
export const spacedZipCode = (zipCode: string): string => zipCode.replace(/^(\d{3})(\d{2})$/, '$1 $2');

/** `NNN-NNNN` or `NNNN-NNNN` (Bankgirot). */
export const hyphenatedBankgiro = (digits: string): string => `${digits.slice(0, -4)}-${digits.slice(-4)}`;

/** `NNNNNN-N`: the last is the check digit. */
export const hyphenatedPlusgiro = (digits: string): string => `${digits.slice(0, -1)}-${digits.slice(-1)}`;
