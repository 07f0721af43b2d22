import { Decimal128, Int32, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { fieldCipher } from '../../src/shared/field-encryption.ts';
import type { CustomerId, UserId } from '../../src/shared/ids.ts';
import { newSecrets } from '../lib/settings.ts';
import { fromCredential } from './from-credential.ts';
import { fromCustomer, orgNumberKey } from './from-customer.ts';
import { fromEvent, periodOf } from './from-event.ts';
import { fromUser } from './from-user.ts';
import { LegacyCustomer, LegacyEvent, LegacyUser, unknownFields } from './legacy-documents.ts';

const now = new Date('2026-11-26T12:00:00Z');
const cipher = fieldCipher((await newSecrets()).FIELD_KEYS);
const oldId = '5f1a2b3c4d5e6f7a8b9c0d1e';
const dates = { createdAt: new Date('2025-03-01T08:00:00Z'), updatedAt: null };

describe('an old company', () => {
  const company = {
    _id: new ObjectId(oldId),
    name: 'Festivalbolaget AB',
    orgNumber: '5560473521',
    adress: 'Storgatan 1',
    city: 'Malmö',
    zip: '211 34',
    mail: 'Info@Bolaget.example',
    phone: '',
    contact: 'Olle',
    customerType: new Int32(1),
    tariffs: [] as object[],
    isActive: true,
    ...dates,
  };
  const tariff = (fields: object) => ({
    _id: 'guid',
    category: 1,
    skill: 2,
    timeType: 1,
    tariff: Decimal128.fromString('450.50'),
    ...fields,
  });
  const taken = (fields: object) => {
    const result = fromCustomer(LegacyCustomer.parse({ ...company, ...fields }));
    if ('refused' in result) throw new Error(result.refused);
    return result;
  };

  it('keeps its id, and gets the fields their new names', () => {
    const { taken: made, warnings } = taken({});
    expect(warnings).toEqual([]);
    expect(made.customer).toMatchObject({
      _id: oldId,
      name: 'Festivalbolaget AB',
      orgNumber: '5560473521',
      address: 'Storgatan 1',
      zipCode: '21134',
      email: 'info@bolaget.example',
      phone: null,
      customerType: 1,
      version: 1,
      updatedAt: dates.createdAt,
    });
  });

  it.each([
    ['556047-3521', '5560473521'],
    ['165560473521', '5560473521'],
    ['12345', null],
    [null, null],
  ])('its number %s is compared as %s', (typed, key) => {
    expect(orgNumberKey(typed)).toBe(key);
  });

  it('whose number fails its check is taken with a warning', () => {
    expect(taken({ orgNumber: '555555-1116' }).warnings).toEqual([
      'the organization number "5555551116" fails its check',
    ]);
  });

  it('of the kind that was only there for two days in February is refused', () => {
    expect(fromCustomer(LegacyCustomer.parse({ ...company, customerType: 3 }))).toHaveProperty('refused');
  });

  it('has tariffs in öre, with the level as the skill, whatever the driver called their id', () => {
    const { tariffs } = taken({
      tariffs: [tariff({}), tariff({ _id: undefined, id: 'other', skill: 3, timeType: 3 })],
    }).taken;
    expect(tariffs.map(({ tariff: made }) => [made.category, made.skill, made.timeType, made.amountOre])).toEqual([
      ['Ljudtekniker', 'B', 'Hour', 45_050],
      ['Ljudtekniker', 'C', 'Day', 45_050],
    ]);
  });

  it('says a half day as a day, which gives way to a whole day of the same', () => {
    const both = [tariff({ _id: 'half', timeType: 2 }), tariff({ _id: 'whole', timeType: 3, tariff: 900 })];
    expect(taken({ tariffs: [both[0]] }).warnings).toEqual([expect.stringContaining('half day became a day')]);
    const { tariffs, refusedTariffs } = taken({ tariffs: both }).taken;
    expect(tariffs.map(({ tariff: made }) => made.amountOre)).toEqual([90_000]);
    expect(refusedTariffs).toHaveLength(1);
  });
});

describe('an old user', () => {
  const user = {
    _id: new ObjectId(oldId),
    email: ' Kim@Example.com ',
    firstName: 'Kim',
    lastName: 'Åberg',
    role: new Int32(3),
    customerId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
    skills: [{ category: 1, skill: 1 }],
    previousJobs: ['Roskilde', 'Way Out West'],
    phone: '070-123 45 67',
    ssn: '811228-9874',
    bank: 'Swedbank',
    bankAccount: '8327-9 123456789',
    isActive: true,
    ...dates,
  };
  const crewCompany = { id: 'aaaaaaaaaaaaaaaaaaaaaaaa' as CustomerId, isCrewCompany: true };
  const organizer = { ...crewCompany, isCrewCompany: false };
  const taken = async (fields: object, company: typeof crewCompany | null = crewCompany, keepsEmail = true) => {
    const result = await fromUser(LegacyUser.parse({ ...user, ...fields }), company, keepsEmail, cipher, now);
    if ('refused' in result) throw new Error(result.refused);
    return { ...result.taken, warnings: result.warnings };
  };

  it.each([
    { role: 1, company: null, userType: 1 },
    { role: 2, company: crewCompany, userType: 2 },
    { role: 3, company: crewCompany, userType: 3 },
    { role: 2, company: organizer, userType: 2 },
    { role: 3, company: organizer, userType: 2 },
    { role: 4, company: crewCompany, userType: 2 },
    { role: 5, company: crewCompany, userType: 3 },
  ])('of role $role becomes userType $userType', async ({ role, company, userType }) => {
    expect((await taken({ role, ssn: null, bankAccount: null, bank: null }, company)).user.userType).toBe(userType);
  });

  it('has the address in lower case, the skills by their names and the earlier jobs as references', async () => {
    const { user: made, warnings } = await taken({});
    expect(warnings).toEqual([]);
    expect(made).toMatchObject({
      email: 'kim@example.com',
      name: 'Kim Åberg',
      crew: {
        skills: [{ category: 'Ljudtekniker', skill: 'A', yearsOfExperience: 0 }],
        references: 'Roskilde\nWay Out West',
      },
    });
  });

  it('has no personal number and no bank account in clear, wherever they are kept', async () => {
    for (const fields of [{}, { ssn: '811228-0000' }, { role: 2 }]) {
      const text = JSON.stringify(await taken(fields));
      expect(text).not.toMatch(/811228|9874|123456789/);
    }
    const { user: made } = await taken({});
    const number = made.crew?.socialSecurityNumber;
    expect(number && (await cipher.decrypt(number, `users/${oldId}/socialSecurityNumber`))).toBe('198112289874');
  });

  it('without a company is inactive, and one whose address a newer one has is deleted', async () => {
    expect((await taken({}, null)).user).toMatchObject({ isActive: false, live: true, customerId: null, userType: 2 });
    expect((await taken({}, crewCompany, false)).user).toMatchObject({ isActive: false, live: false });
  });

  it('with fields of the wrong type is named by them, and with unknown ones they are said', () => {
    const parsed = LegacyUser.safeParse({ ...user, role: 'Admin' });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['role']]);
    expect(unknownFields(LegacyUser, { ...user, shoeSize: 43 })).toEqual(['shoeSize']);
  });
});

describe('an old sign-in', () => {
  const person = { id: oldId as UserId, email: 'kim@example.com', createdAt: now };
  const bcrypt = `$2a$12$${'a'.repeat(53)}`;
  it('keeps its bcrypt hash', () => {
    expect(fromCredential(person, bcrypt)).toMatchObject({
      taken: { passwordHash: bcrypt, state: 'active' },
      warnings: [],
    });
  });
  it('of a kind that nobody can verify leaves the person to choose a password', () => {
    expect(fromCredential(person, 'secret')).toMatchObject({
      taken: { passwordHash: null },
      warnings: [expect.stringContaining('reset')],
    });
  });
});

describe('an old slot', () => {
  it.each([
    ['a summer evening', { date: '2026-07-01', start: '18:00', end: '23:00' }, '2026-07-01T16:00:00Z', 5],
    ['over midnight', { date: '2026-12-05', start: '22:00', end: '02:00' }, '2026-12-05T21:00:00Z', 4],
    ['over the night with 25 hours', { date: '2026-10-24', start: '22:00', end: '06:00' }, '2026-10-24T20:00:00Z', 9],
    [
      'a time that the clocks leave out',
      { date: '2026-03-29', start: '02:30', end: '05:00' },
      '2026-03-29T01:30:00Z',
      1.5,
    ],
    [
      'a date with a time',
      { date: '2026-12-05T00:00:00.000Z', start: '10:00', end: '12:00' },
      '2026-12-05T09:00:00Z',
      2,
    ],
  ])('is wall-clock time in Stockholm: %s', (_name, slot, start, hours) => {
    const period = periodOf(slot);
    expect(period?.start.toISOString()).toBe(new Date(start).toISOString());
    expect(period && (period.end.getTime() - period.start.getTime()) / 3_600_000).toBe(hours);
  });

  it.each([
    { date: 'torsdag', start: '10:00', end: '12:00' },
    { date: '2026-12-05', start: '10:00', end: '10:00' },
    { date: '2026-12-05', start: 'tio', end: '12:00' },
  ])('without a time that can be read is none: %j', (slot) => {
    expect(periodOf(slot)).toBeNull();
  });

  const slot = (fields: object) => ({
    date: '2026-12-05',
    start: '10:00',
    end: '14:00',
    crewId: 'bbbbbbbbbbbbbbbbbbbbbbbb',
    skillCategory: 1,
    skillLevel: 2,
    tariff: Decimal128.fromString('450'),
    hourAmount: Decimal128.fromString('4'),
    sum: Decimal128.fromString('1800'),
    ...fields,
  });
  const event = (fields: object) =>
    LegacyEvent.parse({
      _id: new ObjectId(oldId),
      customerId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
      project: 'Sommarscenen',
      start: new Date('2026-12-05T08:00:00Z'),
      end: new Date('2026-12-06T08:00:00Z'),
      slots: [slot({})],
      isActive: true,
      bookingResponsible: 'Kalle',
      ...dates,
      ...fields,
    });
  const companyOfCrew = (id: string) =>
    id === 'bbbbbbbbbbbbbbbbbbbbbbbb' ? ('cccccccccccccccccccccccc' as CustomerId) : null;
  const taken = (fields: object) => {
    const customer = { id: 'aaaaaaaaaaaaaaaaaaaaaaaa' as CustomerId, isOrganizer: true };
    const result = fromEvent(event(fields), customer, companyOfCrew, now);
    if ('refused' in result) throw new Error(result.refused);
    return result.taken;
  };

  it('with a person becomes a booking with the rate and the sum as they were', () => {
    const [made] = taken({}).bookings;
    expect(made?.booking).toMatchObject({
      eventId: oldId,
      crewId: 'bbbbbbbbbbbbbbbbbbbbbbbb',
      crewCompanyId: 'cccccccccccccccccccccccc',
      category: 'Ljudtekniker',
      skill: 'B',
      status: 'Confirmed',
      rateOre: 45_000,
      totalOre: 180_000,
    });
    expect(made?.warnings).toEqual([]);
  });

  it('whose sum is not hours times tariff keeps the sum, with a warning', () => {
    const [made] = taken({ slots: [slot({ sum: 1700 })] }).bookings;
    expect(made?.booking.totalOre).toBe(170_000);
    expect(made?.warnings).toEqual(['the sum is not hours times tariff; the sum stands']);
  });

  it('of the past is completed, of an inactive event cancelled', () => {
    const past = { start: new Date('2026-01-05T08:00:00Z'), end: new Date('2026-01-06T08:00:00Z') };
    const [done] = taken({ ...past, slots: [slot({ date: '2026-01-05' })] }).bookings;
    const [off] = taken({ isActive: false }).bookings;
    expect([done?.booking.status, off?.booking.status]).toEqual(['Completed', 'Cancelled']);
  });

  it('without a person is kept with the event, and with somebody unknown refused', () => {
    const { bookings, kept, refusedSlots } = taken({
      slots: [slot({ crewId: null }), slot({ crewId: 'dddddddddddddddddddddddd' })],
    });
    expect(bookings).toEqual([]);
    expect(kept['openSlots']).toHaveLength(1);
    expect(refusedSlots).toEqual([{ id: `${oldId} slot 2`, reason: expect.stringContaining('is not there') }]);
  });
});
