import { env } from 'cloudflare:workers';
import { CUSTOMER_TYPE } from '#shared/enums';
import { CustomerId, UserId } from '#shared/ids';
import { luhnCheckDigit } from '#shared/luhn';
import { actorOf, asking } from '../../../../test/support/assembly/ask.ts';

export const askUsers = asking(env.USERS_HTTP);
export const askCustomers = asking(env.CUSTOMERS_HTTP);
export const admin = actorOf('admin');

let serial = Math.floor(Math.random() * 90_000) * 10;
const next = () => (serial += 1);

/** The id of the user in an answer. */
export const idOf = (body: Readonly<Record<string, unknown>>): UserId => UserId.parse(body['id']);

/** An e-mail address that no other test uses. */
export const freshEmail = (): string => `person-${next()}@users.example`;

async function company(name: string, customerType: number): Promise<CustomerId> {
  const base = `55${String(6_000_000 + next())}0`.slice(0, 9);
  const orgNumber = `${base}${luhnCheckDigit(base)}`;
  const { status, body } = await askCustomers(admin, 'POST', '/api/customers', { name, orgNumber, customerType });
  if (status !== 201) throw new Error(`no company: ${JSON.stringify(body)}`);
  return CustomerId.parse(body['id']);
}

export const anOrganizer = () => company('Festivalbolaget AB', CUSTOMER_TYPE.eventOrganizer);
export const aCrewCompany = () => company('Ljudcrew AB', CUSTOMER_TYPE.crewCompany);

/** A whole, valid crew member to create. */
export const crewInput = (customerId: CustomerId, changes: object = {}) => ({
  email: freshEmail(),
  userType: 3,
  customerId,
  name: 'Anna Trummis',
  ...changes,
});

/** Creates a crew member; answers their id. */
export async function aCrewMember(customerId: CustomerId, changes: object = {}): Promise<UserId> {
  const { status, body } = await askUsers(admin, 'POST', '/api/users', crewInput(customerId, changes));
  if (status !== 201) throw new Error(`no crew member: ${JSON.stringify(body)}`);
  return idOf(body);
}
