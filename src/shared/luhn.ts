/**
 * The check digit of ISO/IEC 7812 (mod 10, "Luhn") over a string of digits, as organization numbers, Bankgiro, Plusgiro and
 * OCR references use it: from the right, every second digit doubled, beginning with the last.
 */
export function luhnCheckDigit(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 0 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return (10 - (sum % 10)) % 10;
}

/** Whether the last digit is the check digit of those before it. */
export const hasValidCheckDigit = (digits: string): boolean =>
  /^\d{2,}$/.test(digits) && luhnCheckDigit(digits.slice(0, -1)) === Number(digits.at(-1));
