import * as z from 'zod';

/**
 * The old system's documents as they were found (its own schemas, and what older versions of it left behind). Parsing is
 * tolerant: what may be missing may also be null; what is of the wrong type is named, and the document refused.
 */

/** A BSON value by its type's name: the driver and the JSON parser bring classes of their own. */
const bson = (type: string) =>
  z.custom<{ toString: () => string }>((value) => Reflect.get(Object(value), '_bsontype') === type).transform(String);

const hex = z
  .union([bson('ObjectId'), z.string().trim().toLowerCase()])
  .pipe(z.string().regex(/^[0-9a-f]{24}$/, 'must be an ObjectId'));

/** A reference is a hex string, and "" where there is none. */
const reference = z
  .union([hex, z.literal('')])
  .nullish()
  .transform((id) => (id === undefined || id === '' ? null : id));

const whole = z
  .union([
    z.int(),
    z.bigint().transform(Number),
    ...['Int32', 'Long', 'Double'].map((type) => bson(type).transform(Number)),
  ])
  .pipe(z.int());

/** An amount: Decimal128, or what older drivers wrote; in plain decimal notation. */
const decimal = z
  .union([bson('Decimal128'), z.number().transform(String), z.string().trim(), whole.transform(String)])
  .pipe(z.string().regex(/^-?\d{1,12}(?:\.\d{1,30})?(?:E[+-]?\d{1,2})?$/, 'must be an amount'));

const text = z
  .string()
  .nullish()
  .transform((typed) => {
    const trimmed = typed?.trim() ?? '';
    return trimmed === '' ? null : trimmed;
  });
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null);
const moment = z.date().refine((date) => !Number.isNaN(date.getTime()), 'must be a date');
const momentOrNone = moment.nullish().transform((date) => date ?? null);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const every = { _id: hex, createdAt: moment, updatedAt: momentOrNone };

export const LegacyCredential = z.object({
  ...every,
  /** "" for every credential made since 2026-02-24; those join on the email. */
  userId: reference,
  email: text,
  passwordHash: text,
  // Not imported: sessions end with the move.
  refreshToken: z.unknown().optional(),
  refreshTokenExpiry: z.unknown().optional(),
});
export type LegacyCredential = z.infer<typeof LegacyCredential>;

export const LegacyUser = z.object({
  ...every,
  email: text,
  firstName: text,
  lastName: text,
  role: whole,
  customerId: reference,
  customerType: z.unknown().optional(),
  occupation: text,
  about: text,
  previousJobs: list(z.string()).transform((jobs) => jobs.map((job) => job.trim()).filter((job) => job !== '')),
  skills: list(z.object({ category: whole, skill: whole })),
  image: text,
  phone: text,
  ssn: text,
  address: text,
  city: text,
  zip: text,
  co: text,
  bank: text,
  bankAccount: text,
  isEmployee: flag,
  isActive: flag,
  // Of versions before 2026-02-19; nothing reads them.
  userType: z.unknown().optional(),
  costPerHour: z.unknown().optional(),
});
export type LegacyUser = z.infer<typeof LegacyUser>;

export const LegacyTariff = z.object({
  // The old driver named it `_id`, a newer one would write `id`; a GUID.
  _id: z.unknown().optional(),
  id: z.unknown().optional(),
  category: whole,
  skill: whole,
  timeType: whole,
  tariff: decimal,
});
export type LegacyTariff = z.infer<typeof LegacyTariff>;

export const LegacyCustomer = z.object({
  ...every,
  name: text,
  orgNumber: text,
  adress: text,
  city: text,
  zip: text,
  mail: text,
  phone: text,
  contact: text,
  customerType: whole,
  tariffs: list(z.unknown()),
  isActive: flag,
});
export type LegacyCustomer = z.infer<typeof LegacyCustomer>;

export const LegacySlot = z.object({
  date: z.union([moment.transform((date) => date.toISOString()), z.string().trim()]),
  start: z.string().trim(),
  end: z.string().trim(),
  crewId: reference,
  skillCategory: whole,
  skillLevel: whole,
  tariff: decimal,
  hourAmount: decimal,
  sum: decimal,
});
export type LegacySlot = z.infer<typeof LegacySlot>;

export const LegacyEvent = z.object({
  ...every,
  customerId: reference,
  project: text,
  start: moment,
  end: moment,
  projectNumber: text,
  bookingResponsible: text,
  totalTechnicalCost: z.unknown().optional(),
  slots: list(z.unknown()),
  files: z.unknown().optional(),
  isActive: flag,
});
export type LegacyEvent = z.infer<typeof LegacyEvent>;

/** The old system's numbers, in its own words (spec: legacy documents, section 2). */
export const CATEGORIES: readonly (string | undefined)[] = [
  undefined,
  'Ljudtekniker',
  'Ljustekniker',
  'Scen',
  'Bild',
  'Teknik',
];
export const LEVELS: readonly (string | undefined)[] = [undefined, 'A', 'B', 'C'];

const numberOf =
  (names: readonly (string | undefined)[]) =>
  (name: string): number | undefined => {
    const number = names.findIndex((known) => known?.toLowerCase() === name.trim().toLowerCase());
    return number === -1 ? undefined : number;
  };
/** The old system's number of a category or a level; undefined where it has none. */
export const categoryNumber = numberOf(CATEGORIES);
export const levelNumber = numberOf(LEVELS);
export const legacyTimeType = { hours: 1, halfDay: 2, fullDay: 3 } as const;

/** The fields of a document that no version of the old system is known to write. */
export const unknownFields = (schema: z.ZodObject, document: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(document).filter((field) => !Object.hasOwn(schema.shape, field));
