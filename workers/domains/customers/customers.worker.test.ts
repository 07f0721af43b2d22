import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newId, type CustomerId } from '#shared/ids';
import { luhnCheckDigit } from '#shared/luhn';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';

const ask = asking(env.CUSTOMERS_HTTP);
const admin = actorOf('admin');

let serial = 0;
/** An organization number that no other test uses. */
function orgNumber(): string {
  serial += 1;
  const base = `55${String(6_000_000 + serial)}`;
  return `${base}${luhnCheckDigit(base)}`;
}

const organizer = () => ({ name: 'Festivalbolaget AB', orgNumber: orgNumber(), customerType: 1 });
const crewCompany = () => ({ name: 'Ljudcrew AB', orgNumber: orgNumber(), customerType: 2 });
const drums = { category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 500 };

async function created(company: object): Promise<{ id: CustomerId }> {
  const { status, body } = await ask(admin, 'POST', '/api/customers', company);
  expect(status).toBe(201);
  return body as unknown as { id: CustomerId };
}

describe('creating a customer', () => {
  it('answers 201 with the customer, its address and its version', async () => {
    const company = {
      ...organizer(),
      zipCode: '11435',
      country: 'se',
      email: 'Info@Festival.example',
      phone: '08-123 45 67',
    };
    const { status, body, headers } = await ask(admin, 'POST', '/api/customers', company);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/customers/${String(body['id'])}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      orgNumber: `${company.orgNumber.slice(0, 6)}-${company.orgNumber.slice(6)}`,
      zipCode: '114 35',
      country: 'SE',
      email: 'info@festival.example',
      paymentTermsDays: 30,
      isActive: true,
      seller: null,
    });
  });

  it('names every bad field at once, unknown ones too', async () => {
    const { status, body } = await ask(admin, 'POST', '/api/customers', {
      name: '  ',
      orgNumber: '556047-3522',
      customerType: 2,
      zipCode: '12',
      country: 'XQ',
      phone: 'call me',
      paymentTermsDays: 400,
      colour: 'red',
      tariffs: [{ ...drums, amount: 0.001 }],
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe('VALIDATION_ERROR');
    expect(new Set(body.error.details.map(({ field }) => field))).toEqual(
      new Set([
        'name',
        'orgNumber',
        'zipCode',
        'country',
        'phone',
        'paymentTermsDays',
        'colour',
        'tariffs[0].amount',
        'tariffs',
      ]),
    );
  });

  it('refuses a second live customer with the same organization number, with or without the hyphen', async () => {
    const first = organizer();
    await created(first);
    const again = { ...organizer(), orgNumber: `${first.orgNumber.slice(0, 6)}-${first.orgNumber.slice(6)}` };
    expect((await ask(admin, 'POST', '/api/customers', again)).body.error.code).toBe('CONFLICT');
  });

  it('takes tariffs along for an event organizer', async () => {
    const { id } = await created({ ...organizer(), tariffs: [drums, { ...drums, timeType: 2, amount: 3500.5 }] });
    const { body } = await ask(admin, 'GET', `/api/customers/${id}/tariffs`);
    expect(body).toMatchObject([
      { skill: 'Drums', timeType: 'Hour', amount: 500, currency: 'SEK' },
      { skill: 'Drums', timeType: 'Day', amount: 3500.5, currency: 'SEK' },
    ]);
  });

  it('refuses tariffs that say the same twice, tariffs of a crew company, and a seller profile of an organizer', async () => {
    const twice = await ask(admin, 'POST', '/api/customers', {
      ...organizer(),
      tariffs: [drums, { ...drums, category: 'MUSICIAN', amount: 1 }],
    });
    expect(twice.body.error.details).toMatchObject([{ field: 'tariffs[1]' }]);
    const crew = await ask(admin, 'POST', '/api/customers', { ...crewCompany(), tariffs: [drums] });
    expect(crew.body.error.details).toMatchObject([{ field: 'tariffs' }]);
    const selling = await ask(admin, 'POST', '/api/customers', { ...organizer(), seller: { kind: 'technical' } });
    expect(selling.body.error.details).toMatchObject([{ field: 'seller' }]);
  });

  it('notes who declared a performance exemption, and shows that it was declared', async () => {
    const { id } = await created({
      ...crewCompany(),
      seller: {
        kind: 'performer',
        fSkatt: true,
        bankgiro: '54029681',
        plusgiro: '28 65 43-4',
        performanceExemption: true,
      },
    });
    const { body } = await ask(admin, 'GET', `/api/customers/${id}/details`);
    expect(body['seller']).toEqual({
      kind: 'performer',
      fSkatt: true,
      bankgiro: '5402-9681',
      plusgiro: '286543-4',
      seat: null,
      rounding: false,
      performanceExemption: true,
    });
  });

  it('continues a creation that died half-way, and stands when asked again', async () => {
    const id = newId<CustomerId>();
    const company = { ...organizer(), tariffs: [drums] };
    const run = () => ask(admin, 'POST', '/api/customers', company, { 'x-thenorsound-new-id': id });
    expect([(await run()).status, (await run()).status]).toEqual([201, 201]);
    expect((await ask(admin, 'GET', `/api/customers/${id}/tariffs`)).body).toHaveLength(1);
  });

  it('is for administrators', async () => {
    for (const role of ['organizer', 'crewCompany', 'crew', 'unlinked'] as const) {
      expect((await ask(actorOf(role), 'POST', '/api/customers', organizer())).status).toBe(403);
    }
    expect((await ask({ kind: 'anonymous' }, 'POST', '/api/customers', organizer())).status).toBe(401);
  });

  it.each([
    ['text/plain', '{}', 415],
    ['application/json', '{"name":', 400],
    ['application/json', '[]', 400],
    ['application/json', '{"name":{"$gt":""}}', 400],
  ])('refuses a body of %s %s with %i', async (contentType, body, status) => {
    expect((await ask(admin, 'POST', '/api/customers', body, { 'content-type': contentType })).status).toBe(status);
  });
});

describe('reading a customer', () => {
  it('gives its own managers and administrators the customer, with tariffs and users', async () => {
    const { id } = await created({ ...organizer(), tariffs: [drums] });
    for (const actor of [admin, actorOf('organizer', { customerId: id })]) {
      const { status, body } = await ask(actor, 'GET', `/api/customers/${id}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ id, tariffs: [{ skill: 'Drums' }], users: [] });
    }
  });

  it('hides it from others exactly as if it did not exist', async () => {
    const { id } = await created(organizer());
    const stranger = actorOf('organizer');
    const foreign = await ask(stranger, 'GET', `/api/customers/${id}`);
    const unknown = await ask(stranger, 'GET', `/api/customers/${newId<CustomerId>()}`);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.error.message).toBe(unknown.body.error.message);
    expect((await ask(actorOf('crew'), 'GET', `/api/customers/${id}`)).status).toBe(403);
  });

  it('answers 304 to the ETag it gave, and a new ETag once a tariff is added', async () => {
    const { id } = await created(organizer());
    const etag = (await ask(admin, 'GET', `/api/customers/${id}`)).headers.get('etag') ?? '';
    expect((await ask(admin, 'GET', `/api/customers/${id}`, undefined, { 'if-none-match': etag })).status).toBe(304);
    await ask(admin, 'POST', `/api/customers/${id}/tariffs`, drums);
    expect((await ask(admin, 'GET', `/api/customers/${id}`, undefined, { 'if-none-match': etag })).status).toBe(200);
  });

  it('refuses a malformed id with 400 and an unknown query parameter by its name', async () => {
    const { status, body } = await ask(admin, 'GET', '/api/customers/ABC?expand=users');
    expect(status).toBe(400);
    expect(body.error.details.map(({ field }) => field)).toEqual(['id', 'expand']);
  });
});

describe('listing customers', () => {
  it('finds names by their beginning, ignoring case, in pages with totals', async () => {
    const prefix = `Zeta${orgNumber()}`;
    for (const name of ['C', 'a', 'B']) await created({ ...organizer(), name: `${prefix} ${name}` });
    const { body } = await ask(admin, 'GET', `/api/customers?q=${prefix.toUpperCase()}&pageSize=2`);
    expect(body).toMatchObject({
      items: [{ name: `${prefix} a` }, { name: `${prefix} B` }],
      pageNumber: 1,
      pageSize: 2,
      totalCount: 3,
      totalPages: 2,
    });
    const past = await ask(admin, 'GET', `/api/customers?q=${prefix}&pageSize=2&pageNumber=9`);
    expect(past.body).toMatchObject({ items: [], totalCount: 3, totalPages: 2 });
  });

  it('shows managers their own company alone', async () => {
    const { id } = await created(crewCompany());
    const { body } = await ask(actorOf('crewCompany', { customerId: id }), 'GET', '/api/customers');
    expect(body).toMatchObject({ items: [{ id }], totalCount: 1 });
  });

  it('filters by type', async () => {
    const { id } = await created(crewCompany());
    const own = actorOf('crewCompany', { customerId: id });
    expect((await ask(own, 'GET', '/api/customers?customerType=1')).body['totalCount']).toBe(0);
    expect((await ask(own, 'GET', '/api/customers?customerType=2')).body['totalCount']).toBe(1);
  });

  it.each(['pageNumber=0', 'pageSize=101', 'pageSize=x', 'customerType=3', 'q=a&q=b'])('refuses ?%s', async (query) => {
    expect((await ask(admin, 'GET', `/api/customers?${query}`)).status).toBe(400);
  });
});

describe('adding a tariff', () => {
  it('answers 201 with the tariff, to the organizer whose it is', async () => {
    const { id } = await created(organizer());
    const { status, body, headers } = await ask(
      actorOf('organizer', { customerId: id }),
      'POST',
      `/api/customers/${id}/tariffs`,
      {
        category: 'Technician',
        skill: 'Mixing',
        timeType: 'hour',
        amount: 450.25,
      },
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({ customerId: id, timeType: 'Hour', amount: 450.25, currency: 'SEK' });
    expect(headers.get('location')).toBe(`/api/tariffs/${String(body['id'])}`);
  });

  it('refuses the same skill and time type twice, ignoring case', async () => {
    const { id } = await created({ ...organizer(), tariffs: [drums] });
    const again = await ask(admin, 'POST', `/api/customers/${id}/tariffs`, {
      ...drums,
      category: 'musician',
      skill: 'DRUMS',
    });
    expect(again.status).toBe(409);
  });

  it('refuses amounts with three decimals, of nothing, and over 100000', async () => {
    const { id } = await created(organizer());
    for (const amount of [0.125, 0, -1, 100_000.01, '500']) {
      const { status, body } = await ask(admin, 'POST', `/api/customers/${id}/tariffs`, { ...drums, amount });
      expect([status, body.error.details[0]?.field]).toEqual([400, 'amount']);
    }
  });

  it('is refused on a crew company, on a foreign customer and on an unknown one', async () => {
    const { id } = await created(crewCompany());
    expect((await ask(admin, 'POST', `/api/customers/${id}/tariffs`, drums)).status).toBe(400);
    expect((await ask(actorOf('organizer'), 'POST', `/api/customers/${id}/tariffs`, drums)).status).toBe(404);
    expect((await ask(admin, 'POST', `/api/customers/${newId<CustomerId>()}/tariffs`, drums)).status).toBe(404);
  });

  it('stands when asked again under the same id', async () => {
    const { id } = await created(organizer());
    const run = () => ask(admin, 'POST', `/api/customers/${id}/tariffs`, drums, { 'x-thenorsound-new-id': newIdOnce });
    const newIdOnce = newId<CustomerId>();
    expect([(await run()).status, (await run()).status]).toEqual([201, 201]);
  });
});

describe('changing a tariff', () => {
  async function aTariff() {
    const { id } = await created(organizer());
    const { body } = await ask(admin, 'POST', `/api/customers/${id}/tariffs`, drums);
    return {
      path: `/api/tariffs/${String(body['id'])}`,
      customerId: id,
      manager: actorOf('organizer', { customerId: id }),
    };
  }

  it('sets the amount, for its organizer and for an administrator', async () => {
    const { path, manager, customerId } = await aTariff();
    const { status, body, headers } = await ask(manager, 'PUT', path, { amount: 612.5 });
    expect([status, headers.get('etag')]).toEqual([200, '"2"']);
    expect(body).toMatchObject({ skill: 'Drums', timeType: 'Hour', amount: 612.5, currency: 'SEK' });
    expect((await ask(admin, 'PUT', path, { amount: 1, currency: 'SEK' })).body['amount']).toBe(1);
    expect((await ask(admin, 'GET', `/api/customers/${customerId}/tariffs`)).body).toMatchObject([{ amount: 1 }]);
  });

  it('to what it is already is 200 unchanged', async () => {
    const { path, manager } = await aTariff();
    for (const wish of [{ amount: 500 }, {}]) {
      const { status, body, headers } = await ask(manager, 'PUT', path, wish);
      expect([status, body['amount'], headers.get('etag')]).toEqual([200, 500, '"1"']);
    }
  });

  it('names every bad field at once', async () => {
    const { path } = await aTariff();
    const { status, body } = await ask(admin, 'PUT', path, { amount: 0.125, currency: 'EUR', skill: 'Bass' });
    expect(status).toBe(400);
    expect(body.error.details.map(({ field }) => field)).toEqual(['amount', 'currency', 'skill']);
  });

  it('with a stale If-Match is 412 and changes nothing', async () => {
    const { path, customerId } = await aTariff();
    for (const [method, body] of [['PUT', { amount: 1 }], ['DELETE']] as const) {
      expect((await ask(admin, method, path, body, { 'if-match': '"9"' })).status).toBe(412);
    }
    expect((await ask(admin, 'GET', `/api/customers/${customerId}/tariffs`)).body).toMatchObject([{ amount: 500 }]);
    expect((await ask(admin, 'PUT', path, { amount: 1 }, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('is its organizer’s alone: 404 to another one, 403 to whoever has no tariffs', async () => {
    const { path } = await aTariff();
    const unknown = `/api/tariffs/${newId<CustomerId>()}`;
    for (const [method, body] of [['PUT', { amount: 1 }], ['DELETE']] as const) {
      const foreign = await ask(actorOf('organizer'), method, path, body);
      const nowhere = await ask(actorOf('organizer'), method, unknown, body);
      expect([foreign.status, foreign.body.error.message]).toEqual([404, nowhere.body.error.message]);
      for (const role of ['crewCompany', 'crew', 'unlinked'] as const) {
        expect((await ask(actorOf(role), method, path, body)).status).toBe(403);
      }
      expect((await ask({ kind: 'anonymous' }, method, path, body)).status).toBe(401);
    }
  });

  it('deleted, it is gone, and its skill may be priced anew', async () => {
    const { path, manager, customerId } = await aTariff();
    const { status, body } = await ask(manager, 'DELETE', path);
    expect([status, body]).toEqual([200, { success: true }]);
    expect((await ask(manager, 'DELETE', path)).status).toBe(404);
    expect((await ask(manager, 'PUT', path, { amount: 1 })).status).toBe(404);
    expect((await ask(manager, 'GET', `/api/customers/${customerId}/tariffs`)).body).toEqual([]);
    expect((await ask(manager, 'POST', `/api/customers/${customerId}/tariffs`, drums)).status).toBe(201);
  });

  it('by two at once leaves what one of them asked for', async () => {
    const { path, customerId } = await aTariff();
    const answers = await Promise.all([600, 700].map((amount) => ask(admin, 'PUT', path, { amount })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await ask(admin, 'GET', `/api/customers/${customerId}/tariffs`);
    const [left] = z.array(z.object({ amount: z.number() })).parse(body);
    expect([600, 700]).toContain(left?.amount);
  });
});
