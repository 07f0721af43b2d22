import * as z from 'zod';

/** The numbers are the specification's, and what is stored; names are what a client sees (spec: conventions, "Enums"). */
type Numbers = Readonly<Record<string, number>>;

export const eventStatus = { Draft: 1, Scheduled: 2, InProgress: 3, Completed: 4, Cancelled: 5 } as const;
export type EventStatus = keyof typeof eventStatus;
export const bookingStatus = { Requested: 1, Confirmed: 2, Completed: 3, Cancelled: 4 } as const;
export type BookingStatus = keyof typeof bookingStatus;
export const invoiceStatus = { Draft: 1, Issued: 2, Paid: 3, Overdue: 4, Cancelled: 5 } as const;
export type InvoiceStatus = keyof typeof invoiceStatus;
export const timeType = { Hour: 1, Day: 2, Event: 3 } as const;
export type TimeType = keyof typeof timeType;
export const eventType = { Concert: 1, Festival: 2, Corporate: 3, Private: 4, Other: 5 } as const;
export type EventType = keyof typeof eventType;
export const proficiency = { Beginner: 1, Intermediate: 2, Advanced: 3, Expert: 4 } as const;
export type Proficiency = keyof typeof proficiency;

export const USER_TYPE = { admin: 1, customer: 2, crew: 3 } as const;
export const UserType = z.literal([1, 2, 3], 'must be 1, 2 or 3').meta({
  description: '1 Admin, 2 Customer, 3 Crew',
});
export type UserType = z.infer<typeof UserType>;
export const CUSTOMER_TYPE = { eventOrganizer: 1, crewCompany: 2 } as const;
export const CustomerType = z.literal([1, 2], 'must be 1 or 2').meta({
  description: '1 EventOrganizer, 2 CrewCompany',
});
export type CustomerType = z.infer<typeof CustomerType>;

const namesOf = <N extends Numbers>(numbers: N) => Object.keys(numbers) as [keyof N & string, ...(keyof N & string)[]];

/** An enum in a request: its name in any case, or its number (also as digits, for query strings). */
export function enumInput<N extends Numbers>(numbers: N) {
  const names = namesOf(numbers);
  const expected = `must be one of ${names.map((name) => `${name} (${numbers[name]})`).join(', ')}`;
  return z
    .union([z.string(), z.number()], { error: expected })
    .transform((given, context): keyof N & string => {
      const asked = String(given).trim().toLowerCase();
      const found = names.find((name) => name.toLowerCase() === asked || String(numbers[name]) === asked);
      if (found) return found;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    })
    .meta({
      anyOf: [
        { type: 'string', enum: names },
        { type: 'integer', enum: names.map((name) => numbers[name]) },
      ],
      description: 'By its name, in any case, or its number',
    });
}

/** An enum in an answer. */
export const enumView = <N extends Numbers>(numbers: N) => z.enum(namesOf(numbers));

/** An enum in a stored document: the specification's number. */
export function storedEnum<N extends Numbers>(numbers: N) {
  const names = namesOf(numbers);
  return z.codec(z.int(), z.enum(names), {
    decode: (stored, context) => {
      const name = names.find((candidate) => numbers[candidate] === stored);
      if (name) return name;
      context.issues.push({ code: 'custom', input: stored, message: `${stored} is not a known value` });
      return z.NEVER;
    },
    encode: (name) => numbers[name as string] as number,
  });
}
