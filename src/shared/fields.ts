import * as z from 'zod';

/** Text from a person: trimmed, and counted in characters after trimming. */
export const text = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !value.includes('\u0000'), 'must not contain a null character');

/** An e-mail address, trimmed and lower-cased: addresses that differ in case are one. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must have at most 254 characters')
  .pipe(z.email('must be an e-mail address'))
  .meta({ type: 'string', format: 'email', example: 'anna@example.com' });

/** A phone number as Swedes write it (`08-123 45 67`), or in E.164 (`+46812345678`, ITU-T). */
export const PhoneNumber = z
  .string()
  .trim()
  .refine((typed) => {
    const digits = typed.replaceAll(/[\s()-]/g, '');
    return /^0[1-9]\d{5,11}$/.test(digits) || /^\+[1-9]\d{6,14}$/.test(digits);
  }, 'must be a Swedish phone number or in E.164, such as +46812345678')
  .meta({ example: '08-123 45 67' });

/** A password as chosen: 8 to 128 characters, nothing trimmed. */
export const NewPassword = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128, 'must have at most 128 characters')
  .meta({ example: 'a long sentence is best' });

/** A query flag: `true` or `false`. */
export const Flag = z.enum(['true', 'false'], 'must be true or false').transform((flag) => flag === 'true');
