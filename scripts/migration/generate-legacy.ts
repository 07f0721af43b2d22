import { createHash } from 'node:crypto';
import { Decimal128, Int32, ObjectId, type Document } from 'bson';
import { luhnCheckDigit } from '../../src/shared/luhn.ts';
import type { LegacyCollection } from './source.ts';

export interface LegacySize {
  users: number;
  customers: number;
  events: number;
}

/** As large as the issue of an import needs it to be. */
export const FULL_SIZE: LegacySize = { users: 100_000, customers: 10_000, events: 50_000 };

/** bcrypt, cost 4, of "Legacy-2026-sound". */
const PASSWORD_HASH = '$2a$04$CWkk.RmxNSw2sBf6pyDThu0AOU48It43onCbtnQMntTYaWnNNfuyS';

/**
 * A database as the old system would have left it, with every oddity that its documents are known to have, the same for the
 * same seed: wrong types, missing references, duplicate addresses and organization numbers, old role numbers, GUIDs under
 * either name, half days, open slots, overlapping slots, amounts with too many decimals, unknown fields.
 */
export function* legacyDocuments(
  collection: LegacyCollection,
  size: LegacySize,
  now: Date,
  seed = 1,
): Generator<Document> {
  const random = randomFrom(`${seed} ${collection}`);
  const make = { customers: customer, users: user, credentials: credential, events: event }[collection];
  const count = collection === 'credentials' ? size.users : size[collection];
  for (let number = 0; number < count; number += 1) {
    const document = make(number, size, now, random);
    if (document) yield document;
  }
}

const id = (kind: string, number: number): ObjectId =>
  new ObjectId(createHash('md5').update(`${kind} ${number}`).digest('hex').slice(0, 24));
const hexId = (kind: string, number: number): string => id(kind, number).toHexString();
const day = (now: Date, days: number): Date => new Date(now.getTime() + days * 86_400_000);

function orgNumber(number: number): string {
  const base = `55${6_000_000 + number}`;
  return `${base}${luhnCheckDigit(base)}`;
}

function personalNumber(number: number): string {
  const birth = new Date(Date.UTC(1950 + (number % 50), number % 12, 1 + (number % 28)));
  const base = `${birth.toISOString().slice(2, 10).replaceAll('-', '')}${String(number % 999).padStart(3, '0')}`;
  return `${base.slice(0, 6)}-${base.slice(6)}${luhnCheckDigit(base)}`;
}

/** Every third company is a crew company; every hundredth has something odd. */
const isCrewCompany = (number: number): boolean => number % 3 === 2;

function customer(number: number, _size: LegacySize, now: Date, random: Random): Document {
  const odd = number % 100;
  // The same number as the company before, with and without the hyphen.
  const org = orgNumber(odd === 7 ? number - 1 : number);
  const tariff = (place: number): Document => ({
    [number % 2 === 0 ? '_id' : 'id']: guid(`tariff ${number} ${place}`),
    category: new Int32(1 + (place % 5)),
    skill: new Int32(1 + (place % 3)),
    timeType: new Int32(odd === 9 ? 2 : place % 2 === 0 ? 1 : 3),
    tariff: Decimal128.fromString(odd === 11 ? '450.12345' : String(300 + Math.floor(random() * 400))),
  });
  return {
    _id: id('customer', number),
    name: `${isCrewCompany(number) ? 'Crewbolaget' : 'Festivalbolaget'} ${number} Åkesson & Söner AB`,
    orgNumber:
      odd === 13
        ? '555555-1116'
        : odd === 15
          ? 'saknas'
          : number % 2 === 0
            ? org
            : `${org.slice(0, 6)}-${org.slice(6)}`,
    adress: `Storgatan ${number}`,
    city: 'Malmö',
    zip: odd === 17 ? 'SE-211 34' : '211 34',
    mail: odd === 19 ? 'inte en adress' : `Info${number}@Bolag.example`,
    phone: odd === 21 ? 'se hemsidan' : '040-123 45 67',
    contact: number % 5 === 0 ? '' : 'Olle Öberg',
    customerType: odd === 23 ? new Int32(3) : new Int32(isCrewCompany(number) ? 2 : 1),
    tariffs:
      odd === 25
        ? null
        : isCrewCompany(number)
          ? []
          : Array.from({ length: 1 + (number % 5) }, (_, place) => tariff(place)),
    isActive: odd !== 27,
    createdAt: day(now, -900 + (number % 800)),
    updatedAt: number % 4 === 0 ? null : day(now, -100),
    ...(odd === 29 && { internalNote: 'ett fält som ingen känner' }),
    ...(odd === 31 && { createdAt: '2024-01-01' }),
  };
}

function user(number: number, size: LegacySize, now: Date): Document {
  const odd = number % 200;
  const company = number % size.customers;
  const crew = isCrewCompany(company) && number >= size.customers;
  const document: Document = {
    _id: id('user', number),
    // The same address as an earlier one, in other letters.
    email: odd === 3 ? `USER${number - 1}@example.com` : odd === 5 ? '' : `user${number}@example.com`,
    firstName: odd === 7 ? '' : 'Åsa',
    lastName: `Öberg ${number}`,
    role: new Int32(number === 0 ? 1 : odd === 9 ? 4 : odd === 11 ? 5 : odd === 13 ? 9 : crew ? 3 : 2),
    customerId:
      number === 0 ? '' : odd === 15 ? hexId('nobody', number) : odd === 17 ? null : hexId('customer', company),
    customerType: new Int32(number % 3),
    occupation: 'Ljudtekniker',
    about: '',
    previousJobs: odd === 19 ? null : ['Roskilde 2019', 'Way Out West'],
    skills: crew
      ? [{ category: new Int32(odd === 21 ? 9 : 1 + (number % 5)), skill: new Int32(1 + (number % 3)) }]
      : null,
    image: null,
    phone: odd === 23 ? 'ring mamma' : '+46701234567',
    ssn: crew ? (odd === 25 ? '811228-0000' : personalNumber(number)) : null,
    address: 'Lilla Torg 1',
    city: 'Malmö',
    zip: '211 34',
    co: null,
    bank: crew ? 'Swedbank' : null,
    bankAccount: crew ? `8327-9 ${100_000_000 + number}` : null,
    isEmployee: number % 2 === 0 ? true : null,
    isActive: odd !== 27,
    createdAt: day(now, -800 + (number % 700)),
    updatedAt: null,
  };
  // Of versions before February 2026.
  if (odd === 29) Object.assign(document, { userType: new Int32(3), costPerHour: Decimal128.fromString('420.00') });
  if (odd === 31) Object.assign(document, { role: 'Admin' });
  if (odd === 33) Object.assign(document, { shoeSize: new Int32(43) });
  return document;
}

function credential(number: number, _size: LegacySize, now: Date): Document | null {
  const odd = number % 200;
  // Somebody whose sign-in was never made.
  if (odd === 35) return null;
  return {
    _id: id('credential', number),
    userId: number % 2 === 0 ? '' : hexId('user', number),
    email: odd === 37 ? `nobody${number}@example.com` : `user${number}@example.com`,
    passwordHash: odd === 39 ? 'plain text, once' : PASSWORD_HASH,
    refreshToken: null,
    refreshTokenExpiry: null,
    createdAt: day(now, -700 + (number % 600)),
    updatedAt: null,
  };
}

function event(number: number, size: LegacySize, now: Date, random: Random): Document {
  const odd = number % 100;
  const company = (number * 7) % size.customers;
  const organizer = isCrewCompany(company) ? (company + 1) % size.customers : company;
  const start = day(now, -700 + ((number * 37) % 900));
  const slots = Array.from({ length: number % 6 }, (_, place) => slot(number, place, size, start, random));
  const document: Document = {
    _id: id('event', number),
    customerId: odd === 1 ? hexId('nobody', number) : odd === 3 ? '' : hexId('customer', organizer),
    project: odd === 5 ? '' : `Sommarscenen ${number}`,
    start,
    end: odd === 7 ? start : odd === 9 ? day(start, 120) : day(start, 1 + (number % 3)),
    projectNumber: `P-${number}`,
    bookingResponsible: 'Kalle',
    totalTechnicalCost: Decimal128.fromString('12345.6789'),
    slots: odd === 11 ? null : slots,
    files: number % 10 === 0 ? [{ name: 'ritning åäö.pdf', url: 'https://files.example/ritning.pdf' }] : [],
    isActive: odd !== 13,
    createdAt: day(now, -900),
    updatedAt: day(now, -10),
  };
  if (odd === 15) Object.assign(document, { start: 'snart' });
  return document;
}

function slot(number: number, place: number, size: LegacySize, start: Date, random: Random): Document {
  const odd = (number * 6 + place) % 100;
  // Somebody of a crew company, mostly; now and then one who is asked for the first slot at the same time.
  const asked = odd % 20 === 9 ? 0 : place;
  const company = 3 * ((number * 31 + asked * 17) % Math.floor(size.customers / 3)) + 2;
  const crew = company + size.customers * (1 + ((number + asked) % Math.max(1, size.users / size.customers - 1)));
  const hours = 4 + (place % 5);
  const rate = 300 + Math.floor(random() * 300);
  return {
    date: odd === 1 ? 'torsdag' : start.toISOString().slice(0, 10),
    start: odd === 3 ? '22:00' : '10:00',
    end: odd === 3 ? '02:00' : `${10 + hours}:00`,
    crewId: odd % 10 === 5 ? null : hexId('user', crew),
    skillCategory: new Int32(1 + (place % 5)),
    skillLevel: new Int32(1 + (place % 3)),
    tariff: Decimal128.fromString(String(rate)),
    hourAmount: Decimal128.fromString(String(hours)),
    sum: Decimal128.fromString(odd === 7 ? '999.999' : String(rate * hours)),
  };
}

type Random = () => number;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: string): Random {
  let state = createHash('md5').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function guid(seed: string): string {
  const digest = createHash('md5').update(seed).digest('hex');
  return [digest.slice(0, 8), digest.slice(8, 12), digest.slice(12, 16), digest.slice(16, 20), digest.slice(20)].join(
    '-',
  );
}
