import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newId, type CustomerId } from '#shared/ids';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { StoredCustomer } from './customer.documents.ts';

const ask = asking(env.CUSTOMERS_HTTP);

const fieldsOf = (body: { error: { details: { field: string }[] } }) =>
  body.error.details.map(({ field }) => field).toSorted();

async function stored(id: CustomerId): Promise<StoredCustomer> {
  const found = await env.DATA.run('findOne', { collection: 'customers', filter: { _id: { $oid: id } } });
  if (!found.ok) throw new Error(found.failure.message);
  return z.decode(StoredCustomer, found.answer.document as z.input<typeof StoredCustomer>);
}

describe('changing a customer', () => {
  it('sets what is sent, keeps what is absent and clears what is null', async () => {
    const { customerId, manager } = await anOrganizer();
    const path = `/api/customers/${customerId}`;
    const first = await ask(manager, 'PUT', path, {
      name: ' Nya Festivalbolaget ',
      email: 'Hej@Festival.example',
      zipCode: '11435',
      contact: 'Anna',
    });
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    expect(first.body).toMatchObject({
      name: 'Nya Festivalbolaget',
      email: 'hej@festival.example',
      zipCode: '114 35',
      contact: 'Anna',
      country: 'SE',
    });
    const second = await ask(manager, 'PUT', path, { email: null, paymentTermsDays: 10 });
    expect(second.body).toMatchObject({
      name: 'Nya Festivalbolaget',
      email: null,
      contact: 'Anna',
      paymentTermsDays: 10,
    });
    expect((await ask(admin, 'GET', `${path}/details`)).body).toEqual(second.body);
    expect((await ask(admin, 'GET', '/api/customers?q=nya%20festivalbolaget')).body['totalCount']).toBeGreaterThan(0);
  });

  it('to what it is already is 200 unchanged, the number with or without its hyphen', async () => {
    const { customerId, manager } = await anOrganizer();
    const path = `/api/customers/${customerId}`;
    const { body: before } = await ask(manager, 'GET', `${path}/details`);
    const { orgNumber, name } = z.object({ orgNumber: z.string(), name: z.string() }).parse(before);
    for (const wish of [
      {},
      { name, orgNumber, customerType: 1, isActive: true, seller: null },
      { orgNumber: orgNumber.replace('-', '') },
    ]) {
      const { status, body, headers } = await ask(manager, 'PUT', path, wish);
      expect([status, body, headers.get('etag')]).toEqual([200, before, '"1"']);
    }
  });

  it('names every bad field at once', async () => {
    const { customerId } = await anOrganizer();
    const { status, body } = await ask(admin, 'PUT', `/api/customers/${customerId}`, {
      name: null,
      orgNumber: '556047-3522',
      zipCode: '12',
      country: null,
      paymentTermsDays: 1.5,
      seller: { kind: 'shop', bankgiro: '1', colour: 'red' },
      tariffs: [],
    });
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual([
      'country',
      'name',
      'orgNumber',
      'paymentTermsDays',
      'seller.bankgiro',
      'seller.colour',
      'seller.kind',
      'tariffs',
      'zipCode',
    ]);
  });

  it('never changes its number and its type: 403 on the field, for an administrator too; the present ones may be sent', async () => {
    const { customerId } = await anOrganizer();
    const wish = { orgNumber: '556036-0793', customerType: 2, name: 'Another' };
    const { status, body } = await ask(admin, 'PUT', `/api/customers/${customerId}`, wish);
    expect([status, body.error.details]).toEqual([
      403,
      [
        { field: 'orgNumber', message: 'never changes' },
        { field: 'customerType', message: 'never changes' },
      ],
    ]);
    const { version, orgNumber, customerType } = await stored(customerId);
    expect(version).toBe(1);
    const present = { orgNumber, customerType, name: 'Another' };
    expect((await ask(admin, 'PUT', `/api/customers/${customerId}`, present)).status).toBe(200);
  });

  it('is active or not as an administrator says: 403 on the field to its manager', async () => {
    const { customerId, manager } = await anOrganizer();
    const path = `/api/customers/${customerId}`;
    const { status, body } = await ask(manager, 'PUT', path, { isActive: false, name: 'Another' });
    expect([status, body.error.code, fieldsOf(body)]).toEqual([403, 'FORBIDDEN', ['isActive']]);
    expect((await stored(customerId)).version).toBe(1);
    expect((await ask(admin, 'PUT', path, { isActive: false })).body['isActive']).toBe(false);
    expect((await ask(manager, 'PUT', path, { isActive: false, contact: 'Bo' })).status).toBe(200);
  });

  it('of a crew company sets its seller profile field by field, and takes it away', async () => {
    const { customerId, manager } = await aCrewCompany();
    const path = `/api/customers/${customerId}`;
    expect(fieldsOf((await ask(manager, 'PUT', path, { seller: { fSkatt: true } })).body)).toEqual(['seller.kind']);
    await ask(manager, 'PUT', path, { seller: { kind: 'performer', bankgiro: '5402-9681' } });
    const { body } = await ask(manager, 'PUT', path, { seller: { fSkatt: true, seat: 'Malmö' } });
    expect(body['seller']).toEqual({
      kind: 'performer',
      fSkatt: true,
      bankgiro: '5402-9681',
      plusgiro: null,
      seat: 'Malmö',
      rounding: false,
      performanceExemption: false,
    });
    expect((await ask(manager, 'PUT', path, { seller: null })).body['seller']).toBeNull();
    const organizer = await anOrganizer();
    const selling = await ask(admin, 'PUT', `/api/customers/${organizer.customerId}`, {
      seller: { kind: 'technical' },
    });
    expect([selling.status, fieldsOf(selling.body)]).toEqual([400, ['seller']]);
  });

  it('notes who declared a performance exemption and when, once, until it is taken back', async () => {
    const { customerId, manager } = await aCrewCompany();
    const path = `/api/customers/${customerId}`;
    const declare = (performanceExemption: boolean, actor = manager) =>
      ask(actor, 'PUT', path, { seller: { kind: 'performer', performanceExemption } });
    const startedAt = new Date();
    expect((await declare(true)).body).toMatchObject({ seller: { performanceExemption: true } });
    const { seller } = await stored(customerId);
    expect(seller?.performanceExemption?.declaredBy).toBe(manager.userId);
    expect(seller?.performanceExemption?.declaredAt.getTime()).toBeGreaterThanOrEqual(startedAt.getTime());
    expect((await declare(true, admin)).headers.get('etag')).toBe('"2"');
    expect((await stored(customerId)).seller).toEqual(seller);
    await declare(false);
    expect((await stored(customerId)).seller?.performanceExemption).toBeNull();
    await declare(true, admin);
    expect((await stored(customerId)).seller?.performanceExemption?.declaredBy).toBe(admin.userId);
  });

  it('with a stale If-Match is 412 and changes nothing', async () => {
    const { customerId } = await anOrganizer();
    const put = (ifMatch: string) =>
      ask(admin, 'PUT', `/api/customers/${customerId}`, { name: 'Another' }, { 'if-match': ifMatch });
    expect((await put('"9"')).status).toBe(412);
    expect((await stored(customerId)).version).toBe(1);
    expect((await put('"1-abcdef"')).status).toBe(200);
    expect((await put('"1"')).status).toBe(412);
  });

  it('by two at once keeps both changes', async () => {
    const { customerId } = await anOrganizer();
    const wishes = [{ city: 'Lund' }, { contact: 'Eva' }];
    await Promise.all(wishes.map((wish) => ask(admin, 'PUT', `/api/customers/${customerId}`, wish)));
    expect(await stored(customerId)).toMatchObject({ city: 'Lund', contact: 'Eva', version: 3 });
  });

  it('is for its own managers: 404 to others, 403 to crew, 401 to nobody', async () => {
    const { customerId } = await anOrganizer();
    const put = (actor: Parameters<typeof ask>[0], id = customerId) =>
      ask(actor, 'PUT', `/api/customers/${id}`, { name: 'Another' });
    expect((await put(actorOf('organizer'))).status).toBe(404);
    expect((await put(actorOf('crewCompany'))).status).toBe(404);
    expect((await put(admin, newId<CustomerId>())).status).toBe(404);
    expect((await put(actorOf('crew'))).status).toBe(403);
    expect((await put(actorOf('unlinked'))).status).toBe(403);
    expect((await put({ kind: 'anonymous' })).status).toBe(401);
  });
});
