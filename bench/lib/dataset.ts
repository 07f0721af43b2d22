/**
 * The data that every side holds, made of numbers alone: the same people, companies, events and bookings, in the documents
 * of the product and in those of the peer.
 */
import type { EjsonDocument } from '#shared/data-api';
import { CUSTOMER_TYPE, USER_TYPE } from '#shared/enums';
import type { BookingId, CustomerId, EventId, HoldId, TariffId, UserId } from '#shared/ids';
import { DAY_MS, HOUR_MS } from '#shared/instant';
import { luhnCheckDigit } from '#shared/luhn';
import { ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';
import { encoded } from '../../scripts/migration/write-documents.ts';
import { StoredCredential } from '../../workers/domains/auth/credential.documents.ts';
import { newCredential } from '../../workers/domains/auth/new-credential.ts';
import { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import { newTariff } from '../../workers/domains/customers/domain/tariff.ts';
import { StoredTariff } from '../../workers/domains/customers/tariff.documents.ts';
import { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { newCrewCalendar } from '../../workers/domains/users/crew-calendar.ts';
import { StoredCrewCalendar } from '../../workers/domains/users/crew-calendar.documents.ts';
import { newUser } from '../../workers/domains/users/new-user.ts';
import { StoredUser } from '../../workers/domains/users/user.documents.ts';

/** How many there are of what, at a given size: that many people, and as many bookings. */
export const sizesOf = (size: number) => {
  const organizers = Math.max(10, Math.floor(size / 100));
  return { organizers, crew: size - organizers, events: Math.max(organizers, Math.floor(size / 4)), bookings: size };
};
export type Sizes = ReturnType<typeof sizesOf>;

export const PASSWORD = 'Bench-2026-sound';
const skills = ['Drums', 'Guitar', 'Vocals', 'Bass'] as const;
const RATE_ORE = 50_000;
const CONFIRMED = 2;

/** Ids, scattered over the key space as those of many years are over the pages of a file. */
function idOf<Id extends string>(kind: string, n: number): Id {
  const scattered = (Math.imul(n, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `${scattered}${kind}${n.toString(16).padStart(14, '0')}` as Id;
}
export const crewIdOf = (n: number) => idOf<UserId>('01', n);
export const managerIdOf = (n: number) => idOf<UserId>('02', n);
export const organizerIdOf = (n: number) => idOf<CustomerId>('03', n);
export const eventIdOf = (n: number) => idOf<EventId>('04', n);
const bookingIdOf = (n: number) => idOf<BookingId>('05', n);
const holdIdOf = (n: number) => idOf<HoldId>('06', n);
export const crewCompanyId = idOf<CustomerId>('07', 1);
export const crewManagerId = idOf<UserId>('08', 1);

export const emailOfManager = (n: number): string => `manager${n}@bench.example`;
/** Whose event an event is. */
export const organizerOfEvent = (n: number, { organizers }: Sizes): number => n % organizers;

/** Every event lasts this long, so that there is room for many bookings. */
const EVENT_DAYS = 60;
export const startOfEvents = (now: Date): Date => {
  const start = new Date(now.getTime() + 10 * DAY_MS);
  start.setUTCHours(0, 0, 0, 0);
  return start;
};
/** The hours that the data itself books lie before those that a load may book. */
const BOOKED_HOURS = 24 * 10;
/** The n-th time that nobody has booked yet: of which crew member, and when. No two are the same. */
export function freeTime(n: number, { crew }: Sizes, now: Date) {
  const start = new Date(startOfEvents(now).getTime() + (BOOKED_HOURS + Math.floor(n / crew)) * HOUR_MS);
  return { crewId: crewIdOf(n % crew), startTime: start, endTime: new Date(start.getTime() + HOUR_MS) };
}

const event = (n: number, sizes: Sizes, now: Date) => ({
  customerId: organizerIdOf(organizerOfEvent(n, sizes)),
  name: `Concert number ${n}`,
  description: 'Load-in through the back; ask for the production office.',
  startDate: startOfEvents(now),
  endDate: new Date(startOfEvents(now).getTime() + EVENT_DAYS * DAY_MS),
  location: 'Malmö',
  details: { performer: 'The Norsound Trio', stage: 'Main', audience: 800, equipment: ['PA', 'Drum kit'] },
});

const booking = (n: number, sizes: Sizes, now: Date) => {
  const eventNumber = n % sizes.events;
  const start = new Date(startOfEvents(now).getTime() + (n % BOOKED_HOURS) * HOUR_MS);
  return {
    crewNumber: n % sizes.crew,
    eventId: eventIdOf(eventNumber),
    crewId: crewIdOf(n % sizes.crew),
    crewCompanyId,
    customerId: organizerIdOf(organizerOfEvent(eventNumber, sizes)),
    startTime: start,
    endTime: new Date(start.getTime() + HOUR_MS),
    category: 'Musician',
    skill: skillOf(n % sizes.crew),
    requestedBy: managerIdOf(organizerOfEvent(eventNumber, sizes)),
  };
};

const skillOf = (n: number): string => skills[n % skills.length] ?? 'Drums';
const range = (length: number): number[] => Array.from({ length }, (_, n) => n);

/** One collection's documents, made as they are asked for: a million at once would not fit. */
export interface Filling<Document> {
  collection: string;
  count: number;
  documentOf: (n: number) => Document;
}

/** The product's documents. `passwordHash` is shared: hashing for each would take hours. */
export function productData(sizes: Sizes, now: Date, passwordHash: string): Filling<EjsonDocument>[] {
  const settled = { outbox: [], credentialPending: false, emailVerified: true };
  const company = (name: string, orgBase: string) => ({
    ...firstVersion(now),
    outbox: [],
    name,
    nameKey: searchKey(name),
    orgNumber: `${orgBase}${luhnCheckDigit(orgBase)}`,
    address: 'Storgatan 12',
    city: 'Malmö',
    zipCode: '21142',
    country: 'SE',
    email: null,
    phone: null,
    contact: null,
    isActive: true,
    vatNumber: null,
    paymentTermsDays: 30,
    invoiceReference: null,
    peppolId: null,
    seller: null,
    live: true,
  });
  const manager = (id: UserId, email: string, customerId: CustomerId) => ({
    ...newUser(
      id,
      { email, firstName: 'Maja', lastName: 'Manager', name: null, userType: USER_TYPE.customer, customerId },
      now,
    ),
    ...settled,
  });
  // Bookings of one crew member lie `crew` apart; the calendar holds them all.
  const bookingsOf = (crewNumber: number): number[] =>
    range(Math.ceil((sizes.bookings - crewNumber) / sizes.crew)).map((nth) => crewNumber + nth * sizes.crew);
  return [
    {
      collection: 'customers',
      count: sizes.organizers + 1,
      documentOf: (n) =>
        encoded(
          StoredCustomer,
          n === sizes.organizers
            ? { ...company('Crew AB', '559800000'), _id: crewCompanyId, customerType: CUSTOMER_TYPE.crewCompany }
            : {
                ...company(`Organizer ${n} AB`, String(556_000_000 + n)),
                _id: organizerIdOf(n),
                customerType: CUSTOMER_TYPE.eventOrganizer,
              },
        ),
    },
    {
      collection: 'tariffs',
      count: sizes.organizers * skills.length,
      documentOf: (n) =>
        encoded(
          StoredTariff,
          newTariff(
            idOf<TariffId>('09', n),
            organizerIdOf(Math.floor(n / skills.length)),
            { category: 'Musician', skill: skillOf(n), timeType: 'Hour', amount: ore(RATE_ORE) },
            now,
          ),
        ),
    },
    {
      collection: 'users',
      count: sizes.organizers + 1 + sizes.crew,
      documentOf: (n) => {
        if (n < sizes.organizers) {
          return encoded(StoredUser, manager(managerIdOf(n), emailOfManager(n), organizerIdOf(n)));
        }
        if (n === sizes.organizers) {
          return encoded(StoredUser, manager(crewManagerId, 'crew.manager@bench.example', crewCompanyId));
        }
        const number = n - sizes.organizers - 1;
        const identity = { firstName: null, lastName: null, userType: USER_TYPE.crew, customerId: crewCompanyId };
        return encoded(StoredUser, {
          ...newUser(
            crewIdOf(number),
            {
              ...identity,
              email: `crew${number}@bench.example`,
              name: `Person Number ${number}`,
              phone: '+46701740605',
            },
            now,
            {
              skills: [
                { category: 'Musician', skill: skillOf(number), yearsOfExperience: number % 40, proficiency: 'Expert' },
              ],
              references: null,
              socialSecurityNumber: null,
              bankAccount: null,
            },
          ),
          ...settled,
        });
      },
    },
    {
      collection: 'credentials',
      count: sizes.organizers,
      documentOf: (n) => {
        const { unsettledSince: _settled, ...credential } = newCredential(
          { userId: managerIdOf(n), emailKey: emailOfManager(n), passwordHash, registration: null },
          now,
        );
        return encoded(StoredCredential, { ...credential, state: 'active' });
      },
    },
    {
      collection: 'crew_calendars',
      count: sizes.crew,
      documentOf: (n) =>
        encoded(StoredCrewCalendar, {
          ...newCrewCalendar(crewIdOf(n), now),
          holds: bookingsOf(n).map((number) => {
            const { startTime, endTime } = booking(number, sizes, now);
            const hold = { holdId: holdIdOf(number), bookingId: bookingIdOf(number) };
            return { ...hold, start: startTime, end: endTime, heldAt: now };
          }),
        }),
    },
    {
      collection: 'events',
      count: sizes.events,
      documentOf: (n) => {
        const said = event(n, sizes, now);
        return encoded(StoredEvent, {
          _id: eventIdOf(n),
          ...firstVersion(now),
          outbox: [],
          ...said,
          nameKey: searchKey(said.name),
          eventType: 'Concert',
          status: 'Scheduled',
          projectNumber: null,
          live: true,
        });
      },
    },
    {
      collection: 'bookings',
      count: sizes.bookings,
      documentOf: (n) => {
        const { crewNumber: _number, ...said } = booking(n, sizes, now);
        return encoded(StoredBooking, {
          _id: bookingIdOf(n),
          ...firstVersion(now),
          kind: 'booking',
          outbox: [],
          ...said,
          holdId: holdIdOf(n),
          holdsToRelease: [],
          status: 'Confirmed',
          timeType: 'Hour',
          rateOre: ore(RATE_ORE),
          totalOre: ore(RATE_ORE),
          notes: null,
          cancellationReason: null,
          confirmedAt: now,
          completedAt: null,
          cancelledAt: null,
        });
      },
    },
  ];
}

/** A document of the peer: references as 24 hexadecimal digits, which its models turn into ObjectIds. */
type PeerDocument = Record<string, unknown>;

/** The peer's documents of the same data. */
export function peerData(sizes: Sizes, now: Date, passwordHash: string): Filling<PeerDocument>[] {
  const timestamps = { createdAt: now, updatedAt: now };
  const company = (n: number) => ({ address: 'Storgatan 12', city: 'Malmö', zipCode: '21142', isActive: true, n });
  const manager = (id: UserId, email: string, customerId: CustomerId) => ({
    _id: id,
    ...timestamps,
    email,
    passwordHash,
    firstName: 'Maja',
    lastName: 'Manager',
    name: 'Maja Manager',
    userType: USER_TYPE.customer,
    customerId,
    isActive: true,
    skills: [],
    unavailable: [],
  });
  return [
    {
      collection: 'customers',
      count: sizes.organizers + 1,
      documentOf: (n) => ({
        ...company(n),
        ...timestamps,
        _id: n === sizes.organizers ? crewCompanyId : organizerIdOf(n),
        name: `Company ${n} AB`,
        orgNumber: String(5_560_000_000 + n),
        customerType: n === sizes.organizers ? CUSTOMER_TYPE.crewCompany : CUSTOMER_TYPE.eventOrganizer,
      }),
    },
    {
      collection: 'tariffs',
      count: sizes.organizers * skills.length,
      documentOf: (n) => ({
        _id: idOf<TariffId>('09', n),
        ...timestamps,
        customerId: organizerIdOf(Math.floor(n / skills.length)),
        category: 'Musician',
        skill: skillOf(n),
        timeType: 1,
        amountOre: RATE_ORE,
      }),
    },
    {
      collection: 'users',
      count: sizes.organizers + 1 + sizes.crew,
      documentOf: (n) => {
        if (n < sizes.organizers) return manager(managerIdOf(n), emailOfManager(n), organizerIdOf(n));
        if (n === sizes.organizers) return manager(crewManagerId, 'crew.manager@bench.example', crewCompanyId);
        const number = n - sizes.organizers - 1;
        return {
          _id: crewIdOf(number),
          ...timestamps,
          email: `crew${number}@bench.example`,
          passwordHash,
          name: `Person Number ${number}`,
          userType: USER_TYPE.crew,
          customerId: crewCompanyId,
          phone: '+46701740605',
          isActive: true,
          skills: [{ category: 'Musician', skill: skillOf(number), yearsOfExperience: number % 40, proficiency: 4 }],
          unavailable: [],
        };
      },
    },
    {
      collection: 'events',
      count: sizes.events,
      documentOf: (n) => ({ _id: eventIdOf(n), ...timestamps, ...event(n, sizes, now), eventType: 1, status: 2 }),
    },
    {
      collection: 'bookings',
      count: sizes.bookings,
      documentOf: (n) => {
        const { crewNumber: _number, ...said } = booking(n, sizes, now);
        const money = { timeType: 1, rateOre: RATE_ORE, totalOre: RATE_ORE };
        return {
          _id: bookingIdOf(n),
          ...timestamps,
          ...said,
          ...money,
          status: CONFIRMED,
          notes: null,
          confirmedAt: now,
        };
      },
    },
  ];
}
