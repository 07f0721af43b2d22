import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { bookingStatus, eventStatus } from '#shared/enums';
import { newId, type CustomerId } from '#shared/ids';
import { ask as askColleague } from '#shared/reply';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { depsFrom as eventsDepsFrom, type Env as EventsEnv } from '../events/deps.ts';
import { handlers as eventsHandlers } from '../events/handlers.ts';
import { depsFrom, type Env } from './deps.ts';
import type { CustomersForColleagues } from './for-colleagues.ts';
import { customers } from './worker.ts';

const ask = asking(env.CUSTOMERS_HTTP);
const askBookings = asking(env.BOOKINGS_HTTP);
const { CUSTOMERS } = env as unknown as { CUSTOMERS: Colleague<CustomersForColleagues> };
const call: Call = {
  trace: { traceId: '1'.repeat(32), traceparent: '' },
  meter: { roundTrips: 0 },
  now: () => new Date(),
  afterAnswer: () => undefined,
};
const deps = depsFrom(env as unknown as Env, call);

beforeAll(async () => {
  // The first access to the store of a test file is slow on a busy machine.
  await env.DATA.run('findOne', { collection: 'customers', filter: {} });
});

const pathOf = (id: string) => `/api/customers/${id}`;
const stored = (id: CustomerId) => deps.customers.findOne({ _id: { $oid: id } });
const set = (collection: string, id: string, fields: Record<string, number>) =>
  env.DATA.run('updateOne', { collection, filter: { _id: { $oid: id } }, update: { $set: fields } });

async function refused(id: CustomerId, why: string) {
  const { status, body } = await ask(admin, 'DELETE', pathOf(id));
  expect([status, body.error.code, body.error.message]).toEqual([409, 'CONFLICT', `The customer has ${why}`]);
  const standing = await stored(id);
  expect([standing?.live, standing?.deletion]).toEqual([true, undefined]);
}

/** Begins a deletion that dies before it looks for dependants, long ago. */
async function diedWhileDeleting(id: CustomerId) {
  const deletion = audited(admin, 'customers:delete', 'customer', id, call);
  await deps.customers.update({ _id: { $oid: id } }, { $set: { deletion, unsettledSince: new Date(0) } });
}

describe('deleting a customer', () => {
  it('on whom nothing depends is 200; it is gone with its tariffs, and its number is free', async () => {
    const { customerId, manager } = await anOrganizer();
    const { body } = await ask(manager, 'GET', pathOf(customerId));
    const { orgNumber, tariffs } = z
      .object({ orgNumber: z.string(), tariffs: z.array(z.object({ id: z.string() })) })
      .parse(body);
    const { status, body: answer } = await ask(admin, 'DELETE', pathOf(customerId));
    expect([status, answer]).toEqual([200, { success: true }]);

    const gone = [
      ['GET', pathOf(customerId)],
      ['GET', `${pathOf(customerId)}/details`],
      ['GET', `${pathOf(customerId)}/tariffs`],
      ['PUT', pathOf(customerId), {}],
      ['DELETE', pathOf(customerId)],
      ['PUT', `/api/tariffs/${String(tariffs[0]?.id)}`, {}],
    ] as const;
    for (const [method, path, wish] of gone) expect((await ask(admin, method, path, wish)).status).toBe(404);
    const again = { name: 'Efterträdaren AB', orgNumber, customerType: 1 };
    expect((await ask(admin, 'POST', '/api/customers', again)).status).toBe(201);
  });

  it('with an event to come is 409, until that is cancelled', async () => {
    const { customerId, manager } = await anOrganizer();
    const { eventId } = await anEvent(customerId);
    await refused(customerId, 'future events');
    await asking(env.EVENTS_HTTP)(manager, 'PUT', `/api/events/${eventId}/status`, { newStatus: 'Cancelled' });
    expect((await ask(admin, 'DELETE', pathOf(customerId))).status).toBe(200);
  });

  it('with live bookings, or with invoices that are not paid, is 409 for who buys and for who sells', async () => {
    const [buyer, seller] = await Promise.all([anOrganizer(), aCrewCompany()]);
    await ask(admin, 'PUT', pathOf(seller.customerId), { seller: { kind: 'technical' } });
    const { crewId, person } = await aCrewMember(seller.customerId);
    const { eventId, at } = await anEvent(buyer.customerId);
    const wish = { eventId, crewId, startTime: at(0), endTime: at(2) };
    const { body } = await askBookings(buyer.manager, 'POST', '/api/bookings', wish);
    const { id: bookingId } = z.object({ id: z.string() }).parse(body);
    await refused(seller.customerId, 'live bookings');
    await refused(buyer.customerId, 'future events and live bookings');

    await askBookings(person, 'PUT', `/api/bookings/${bookingId}/confirm`);
    await eventually(async () => {
      const drafts = await env.DATA.run('findOne', {
        collection: 'invoices',
        filter: { customerId: { $oid: buyer.customerId } },
      });
      return drafts.ok && drafts.answer.document !== null;
    });
    await set('bookings', bookingId, { status: bookingStatus.Completed });
    await set('events', eventId, { status: eventStatus.Completed });
    await refused(buyer.customerId, 'unpaid invoices');
  });

  it('while it cannot be told what depends on it is 503, and nothing goes on behind the caller’s back', async () => {
    const { customerId } = await anOrganizer();
    const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error('the connection was lost')) });
    const bindings = { ...(env as unknown as Env), BOOKINGS: nobody } as Env;
    const context = createExecutionContext();
    const askAlone = asking({ fetch: async (request) => customers.fetch(request, bindings, context) });
    expect((await askAlone(admin, 'DELETE', pathOf(customerId))).status).toBe(503);
    const standing = await stored(customerId);
    expect([standing?.live, standing?.deletion]).toEqual([true, undefined]);
  });

  it('with a stale If-Match is 412', async () => {
    const { customerId } = await anOrganizer();
    const remove = (ifMatch: string) => ask(admin, 'DELETE', pathOf(customerId), undefined, { 'if-match': ifMatch });
    expect((await remove('"9"')).status).toBe(412);
    expect((await remove('"1-abc"')).status).toBe(200);
  });

  it('by two at once is done once', async () => {
    const { customerId } = await anOrganizer();
    const answers = await Promise.all([1, 2].map(() => ask(admin, 'DELETE', pathOf(customerId))));
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true);
    expect((await stored(customerId))?.version).toBe(2);
  });

  it('is for administrators', async () => {
    const { customerId, manager } = await anOrganizer();
    for (const actor of [manager, actorOf('organizer'), actorOf('crewCompany'), actorOf('crew'), actorOf('unlinked')]) {
      expect((await ask(actor, 'DELETE', pathOf(customerId))).status).toBe(403);
    }
    expect((await ask({ kind: 'anonymous' }, 'DELETE', pathOf(customerId))).status).toBe(401);
    expect((await ask(admin, 'DELETE', pathOf(newId<CustomerId>()))).status).toBe(404);
    expect((await ask(admin, 'DELETE', pathOf('x'))).status).toBe(400);
  });
});

describe('a deletion that stopped half-way', () => {
  it('is finished by the sweep where nothing depends on the customer', async () => {
    const { customerId } = await anOrganizer();
    await diedWhileDeleting(customerId);
    expect(await askColleague('customers', CUSTOMERS.sweep(''))).toBe(true);
    expect((await ask(admin, 'GET', pathOf(customerId))).status).toBe(404);
  });

  it('is given up by the sweep where something does', async () => {
    const { customerId } = await anOrganizer();
    await anEvent(customerId);
    await diedWhileDeleting(customerId);
    await askColleague('customers', CUSTOMERS.sweep(''));
    const standing = await stored(customerId);
    expect([standing?.live, standing?.deletion]).toEqual([true, undefined]);
  });

  it('makes an event that was just created wait for the decision: cancelled with the customer gone', async () => {
    const { customerId } = await anOrganizer();
    const { eventId } = await anEvent(customerId);
    const eventsDeps = eventsDepsFrom(env as unknown as EventsEnv, call);
    const told = async () => {
      const event = await eventsDeps.events.findOne({ _id: { $oid: eventId } });
      const created = event?.outbox.find(({ type }) => type === 'event.created');
      if (!event || !created) throw new Error('the event was not told of');
      const data = { eventId, customerId, name: event.name, startDate: event.startDate.toISOString() };
      await eventsHandlers['event.created']({ ...created, type: 'event.created', data }, eventsDeps);
      return (await eventsDeps.events.findOne({ _id: { $oid: eventId } }))?.status;
    };
    expect(await told()).toBe('Draft');
    await diedWhileDeleting(customerId);
    await expect(told()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    // As if the look for dependants had been before the event was written.
    await deps.customers.update({ _id: { $oid: customerId } }, { $set: { live: false }, $unset: { deletion: '' } });
    expect(await told()).toBe('Cancelled');
  });
});

it('a tariff that came too late goes with its customer at the next sweep', async () => {
  const { customerId } = await anOrganizer();
  const late = { category: 'Technician', skill: 'Light', timeType: 'Hour', amount: 400 };
  await ask(admin, 'POST', `${pathOf(customerId)}/tariffs`, late);
  await deps.customers.update({ _id: { $oid: customerId } }, { $set: { live: false } });
  await deps.tariffs.update(
    { customerId: { $oid: customerId }, skillKey: 'light' },
    { $set: { unsettledSince: new Date(0) } },
  );
  await askColleague('customers', CUSTOMERS.sweep(''));
  const left = await deps.tariffs.find({ customerId: { $oid: customerId }, live: true });
  expect(left.map(({ skill }) => skill)).not.toContain('Light');
});
