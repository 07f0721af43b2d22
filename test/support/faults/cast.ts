import { DEMO_PASSWORD, seedDemo } from '../../../scripts/demo/seed.ts';
import { luhnCheckDigit } from '#shared/luhn';
import { signIn, type Client } from '../client.ts';
import type { System } from '../system.ts';
import { persistentClient, type PersistentClient, type Tally } from './persistent-client.ts';

/** An organizer: who books, and every user of the company, for they are told. */
export interface Organizer {
  customerId: string;
  users: string[];
  client: PersistentClient;
  eventId: string;
}

/** A crew company with its manager; without `sells` the platform issues its invoices, by the administrator. */
export interface CrewCompany {
  customerId: string;
  managers: string[];
  client: PersistentClient;
  sells: boolean;
}

export interface CrewMember {
  userId: string;
  company: CrewCompany;
}

export interface Cast {
  admin: PersistentClient;
  organizers: Organizer[];
  crew: CrewMember[];
  /** How often a request was refused for time that a run which died still held. */
  ghosts: number;
  /** The first moment that can be booked, and the last. */
  start: Date;
  end: Date;
}

const DAY_MS = 86_400_000;
/** As long as an event may be. */
const DAYS = 90;
const ORGANIZERS = 4;

/** Everybody who takes part, made over HTTP before anything dies: organizers with an event each, two crew companies, crew. */
export async function gatherCast(system: System, crewSize: number, tally: Tally): Promise<Cast> {
  await seedDemo(system.data, new Date());
  const admin = await signIn(system, 'admin');
  const start = new Date(Math.ceil(Date.now() / DAY_MS + 2) * DAY_MS);
  const end = new Date(start.getTime() + DAYS * DAY_MS);

  const organizers: Organizer[] = [];
  for (let place = 0; place < ORGANIZERS; place += 1) {
    organizers.push(await anOrganizer(system, admin, place, { start, end }, tally));
  }
  const companies = [await aCrewCompany(system, admin, true, tally), await aCrewCompany(system, admin, false, tally)];
  const crew: CrewMember[] = [];
  for (let place = 0; place < crewSize; place += 1) {
    const company = companies[place % companies.length];
    if (company) crew.push({ userId: await aCrewMember(admin, company.customerId, place), company });
  }
  const demoAdmin = { email: 'admin@thenorsound.example', password: DEMO_PASSWORD };
  return { admin: await persistentClient(system, demoAdmin, tally), organizers, crew, ghosts: 0, start, end };
}

const numbered = (base: string): string => `${base}${luhnCheckDigit(base)}`;

async function anOrganizer(
  system: System,
  admin: Client,
  place: number,
  period: { start: Date; end: Date },
  tally: Tally,
): Promise<Organizer> {
  const { id: customerId } = await admin.must(201, 'POST', '/api/customers', {
    name: `Festival ${place} AB`,
    orgNumber: numbered(`5561${place}0001`),
    customerType: 1,
    address: 'Scenvägen 1',
    zipCode: '211 42',
    city: 'Malmö',
    email: `ekonomi${place}@storm.example`,
    tariffs: [{ category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 500 + place }],
  });
  const emails = [`booker${place}@storm.example`, `watcher${place}@storm.example`];
  const users = await Promise.all(emails.map((email) => aManager(admin, customerId, email)));
  const client = await persistentClient(system, { email: emails[0] ?? '', password: DEMO_PASSWORD }, tally);
  const planned = await client.insist('POST', '/api/events', {
    customerId,
    name: `A season of ${place}`,
    startDate: period.start.toISOString(),
    endDate: period.end.toISOString(),
    location: 'Malmö',
    eventType: 'Festival',
  });
  const eventId = planned?.body.id ?? '';
  const scheduled = await client.insist('PUT', `/api/events/${eventId}/status`, { newStatus: 'Scheduled' });
  if (scheduled?.status !== 200) throw new Error(`There is no event: ${JSON.stringify(scheduled?.body)}`);
  return { customerId, users, client, eventId };
}

async function aCrewCompany(system: System, admin: Client, sells: boolean, tally: Tally): Promise<CrewCompany> {
  const orgNumber = numbered(sells ? '556200001' : '556200002');
  const { id: customerId } = await admin.must(201, 'POST', '/api/customers', {
    name: sells ? 'Ljudlaget Storm AB' : 'Riggarna Storm AB',
    orgNumber,
    customerType: 2,
    ...(sells && {
      address: 'Ljudgatan 2',
      zipCode: '411 01',
      city: 'Göteborg',
      vatNumber: `SE${orgNumber}01`,
      seller: { kind: 'technical', fSkatt: true, bankgiro: '5402-9681', seat: 'Göteborg' },
    }),
  });
  const email = `manager-${sells ? 'sells' : 'rigs'}@storm.example`;
  const managers = [await aManager(admin, customerId, email)];
  return {
    customerId,
    managers,
    sells,
    client: await persistentClient(system, { email, password: DEMO_PASSWORD }, tally),
  };
}

async function aManager(admin: Client, customerId: string, email: string): Promise<string> {
  const { id } = await admin.must(201, 'POST', '/api/users', {
    email,
    password: DEMO_PASSWORD,
    userType: 2,
    customerId,
    firstName: 'Maja',
    lastName: 'Storm',
  });
  return id;
}

async function aCrewMember(admin: Client, customerId: string, place: number): Promise<string> {
  const { id } = await admin.must(201, 'POST', '/api/users', {
    email: `crew${place}@storm.example`,
    userType: 3,
    customerId,
    name: `Dag Trumslagare ${place}`,
    skills: [{ category: 'Musician', skill: 'Drums', yearsOfExperience: 4, proficiency: 'Expert' }],
  });
  return id;
}
