import { anEvent } from '../../../test/support/assembly/stage.ts';
import {
  aCalendarFeed,
  aConfirmedBooking,
  aCrewMember,
  anEventWithABooking,
  actors,
  aCustomer,
  aSession,
  aTariff,
  aWebhook,
  freshEmail,
  freshOrgNumber,
  next,
  tariffInput,
  type ActorName,
  type World,
} from './matrix-world.ts';
import { actorOf } from '../../../test/support/assembly/ask.ts';

/** A request that is good in itself, so that who asks alone decides. What it changes for good is made for it anew. */
export interface Asked {
  /** For the `{...}` of the path, in order. */
  path?: string[];
  query?: Record<string, string>;
  body?: unknown;
  /** Instead of a body: a text file, sent as it is. */
  file?: string;
  /** An id that a list must not show to whoever is not to see it. */
  hides?: string;
}

/** What one of the nine gets: a status, and for a 400 or 403 over a field its name. */
export interface Cell {
  status: number;
  field?: string;
}

/** One line of the matrix. */
export interface Row {
  route: string;
  /** Whose record it is about. */
  of: string;
  cells: Record<ActorName, Cell>;
  ask: (world: World) => Asked | Promise<Asked>;
  /** Who must not find `hides` in their answer. */
  hiddenFrom: readonly ActorName[];
}

function row(route: string, of: string, cells: string, ask: Row['ask'], hiddenFrom: readonly ActorName[] = []): Row {
  const given = cells.trim().split(/\s+/);
  if (given.length !== actors.length) throw new Error(`${route}: one cell for each of the ${actors.length}`);
  const cellOf = (text: string): Cell => {
    const [status, field] = text.split(':');
    return { status: Number(status), ...(field !== undefined && { field }) };
  };
  const byActor = Object.fromEntries(actors.map((actor, place) => [actor, cellOf(given[place] ?? '')]));
  return { route, of, cells: byActor as Row['cells'], ask, hiddenFrom };
}

const nothing = () => ({});
const period = { startDate: '2030-01-01', endDate: '2030-02-01' };
const month = { year: '2030', month: '1' };
/** A BgMax file of a day without payments. */
const noPayments = `01BGMAX\r\n70${'0'.repeat(32)}\r\n`;
const others = ['organizer other', 'crewCompany other'] as const;

/**
 * THE authorization matrix: what each of nine gets of each route, written down from the API contract (sections 2-9), and
 * from nothing else: what the table of permissions says must not decide what it is tested against.
 *
 * 200-299 and 409 come past every check of who asks. 400 where the request is meant to be refused for its contents, so
 * that nothing is made. 401 stranger, 403 the role may never, 404 not on this record.
 */
export const matrix: readonly Row[] = [
  //                                                       anonymous unlinked
  //                                                               crew self, crew other (a colleague)
  //                                                                       crewCompany own, other
  //                                                                               organizer own, other
  //                                                                                       admin
  row('GET /health', 'nobody', '                           200 200 200 200 200 200 200 200 200', nothing),
  row('GET /ready', 'nobody', '                            200 200 200 200 200 200 200 200 200', nothing),
  row('GET /.well-known/jwks.json', 'nobody', '            200 200 200 200 200 200 200 200 200', nothing),

  // Section 3
  row('POST /api/auth/register', 'nobody', '               400 400 400 400 400 400 400 400 400', () => ({ body: {} })),
  row('POST /api/auth/login', 'nobody', '                  400 400 400 400 400 400 400 400 400', () => ({ body: {} })),
  row('POST /api/auth/refresh', 'nobody', '                401 401 401 401 401 401 401 401 401', nothing),
  row('POST /api/auth/logout', 'nobody', '                 200 200 200 200 200 200 200 200 200', nothing),
  row('POST /api/auth/validate', 'nobody', '               200 200 200 200 200 200 200 200 200', () => ({
    body: { token: 'x' },
  })),
  row('POST /api/auth/password-reset', 'nobody', '         202 202 202 202 202 202 202 202 202', () => ({
    body: { email: freshEmail() },
  })),
  row('POST /api/auth/password-reset/confirm', 'nobody', ' 400 400 400 400 400 400 400 400 400', () => ({ body: {} })),
  row('POST /api/auth/verify-email', 'nobody', '           400 400 400 400 400 400 400 400 400', () => ({
    body: { token: 'x' },
  })),
  row('GET /api/auth/claims', 'the caller', '              401 200 200 200 200 200 200 200 200', nothing),
  row('GET /api/auth/sessions', 'the caller', '            401 200 200 200 200 200 200 200 200', nothing),
  row('DELETE /api/auth/sessions/{id}', 'crew', '          401 404 200 404 404 404 404 404 404', async ({ crew }) => ({
    path: [await aSession(crew)],
  })),
  row(
    'PUT /api/auth/password',
    'the caller, with a wrong password',
    '401 400:currentPassword 400:currentPassword 400:currentPassword 400:currentPassword 400:currentPassword ' +
      '400:currentPassword 400:currentPassword 400:currentPassword',
    () => ({ body: { currentPassword: 'not this one', newPassword: 'Ett annat lösenord' } }),
  ),

  // Section 4
  row(
    'GET /api/users',
    'everybody reached',
    '401 403 403 403 200 200 200 200 200',
    ({ planner }) => ({ query: { pageSize: '100' }, hides: planner }),
    ['crewCompany own', ...others],
  ),
  row('GET /api/users/{id}', 'crew', '                     401 404 200 404 200 404 200 200 200', ({ crew }) => ({
    path: [crew],
  })),
  row('GET /api/users/{id}', 'a manager', '                401 404 404 404 404 404 200 404 200', ({ planner }) => ({
    path: [planner],
  })),
  row(
    'GET /api/users/customer/{customerId}',
    'a crew company',
    '401 403 403 403 200 404 404 404 200',
    ({ crewCompany }) => ({ path: [crewCompany] }),
  ),
  row(
    'GET /api/users/customer/{customerId}',
    'an organizer',
    '401 403 403 403 404 404 200 404 200',
    ({ organizer }) => ({ path: [organizer] }),
  ),
  row(
    'GET /api/users/crew',
    'crew',
    '401 403 403 403 200 200 200 200 200',
    ({ crew }) => ({ query: { pageSize: '100' }, hides: crew }),
    ['crewCompany other'],
  ),
  row('GET /api/users/{id}/availability', 'crew', '401 403 200 404 200 404 200 200 200', ({ crew }) => ({
    path: [crew],
    query: period,
  })),
  row('PUT /api/users/{id}/availability', 'crew', '401 403 200 404 200 404 403 403 200', ({ crew }) => ({
    path: [crew],
    body: { startDate: '2030-01-01T12:00:00Z', endDate: '2030-01-02T12:00:00Z', isAvailable: true },
  })),
  row('GET /api/users/{id}/permissions', 'crew', '401 404 200 404 404 404 404 404 200', ({ crew }) => ({
    path: [crew],
  })),
  row('POST /api/ops/field-keys/re-encrypt', 'everybody', '401 403 403 403 403 403 403 403 200', nothing),
  row('GET /api/users/{id}/export', 'crew', '             401 404 200 404 404 404 404 404 200', ({ crew }) => ({
    path: [crew],
  })),
  row('POST /api/users/{id}/erase', 'crew who is not deleted', '401 403 403 403 403 403 403 403 409', ({ crew }) => ({
    path: [crew],
  })),
  row('GET /api/users/{id}/sensitive', 'crew', '           401 403 200 404 200 404 403 403 200', ({ crew }) => ({
    path: [crew],
  })),
  row(
    'POST /api/users',
    'crew',
    '401 403 403 403 201 400:customerId 403:userType 403:userType 201',
    ({ crewCompany }) => ({
      body: { email: freshEmail(), userType: 3, customerId: crewCompany, name: 'Ny Trumslagare' },
    }),
  ),
  row(
    'POST /api/users',
    'a manager of an organizer',
    '401 403 403 403 400:customerId 400:customerId 201 400:customerId 201',
    ({ organizer }) => ({
      body: { email: freshEmail(), userType: 2, customerId: organizer, firstName: 'Ny', lastName: 'Chef' },
    }),
  ),
  row(
    'POST /api/users',
    'an administrator',
    '401 403 403 403 403:userType 403:userType 403:userType 403:userType 201',
    () => ({ body: { email: freshEmail(), userType: 1, firstName: 'Ny', lastName: 'Admin' } }),
  ),
  row('PUT /api/users/{id}', 'crew', '                     401 404 200 404 200 404 404 404 200', ({ crew }) => ({
    path: [crew],
    body: { phone: '+46701234568' },
  })),
  row('PUT /api/users/{id}', 'a manager', '                401 404 404 404 404 404 200 404 200', ({ planner }) => ({
    path: [planner],
    body: { phone: '+46701234568' },
  })),
  row('DELETE /api/users/{id}', 'crew', '401 403 403 403 200 404 404 404 200', async ({ crewCompany }) => ({
    path: [await aCrewMember(crewCompany)],
  })),

  // Section 5
  row(
    'GET /api/customers',
    'everybody reached',
    '401 403 403 403 200 200 200 200 200',
    ({ organizer }) => ({ query: { pageSize: '100' }, hides: organizer }),
    ['crewCompany own', ...others],
  ),
  row('POST /api/customers', 'nobody yet', '               401 403 403 403 403 403 403 403 201', () => ({
    body: { name: 'Nya AB', orgNumber: freshOrgNumber(), customerType: 2 },
  })),
  row('GET /api/customers/{id}', 'an organizer', '         401 403 403 403 404 404 200 404 200', ({ organizer }) => ({
    path: [organizer],
  })),
  row('GET /api/customers/{id}', 'a crew company', '401 403 403 403 200 404 404 404 200', ({ crewCompany }) => ({
    path: [crewCompany],
  })),
  row('GET /api/customers/{id}/details', 'an organizer', '401 403 403 403 404 404 200 404 200', ({ organizer }) => ({
    path: [organizer],
  })),
  row('PUT /api/customers/{id}', 'an organizer', '         401 403 403 403 404 404 200 404 200', ({ organizer }) => ({
    path: [organizer],
    body: { contact: 'Maja' },
  })),
  row('PUT /api/customers/{id}', 'a crew company', '401 403 403 403 200 404 404 404 200', ({ crewCompany }) => ({
    path: [crewCompany],
    body: { contact: 'Maja' },
  })),
  row('DELETE /api/customers/{id}', 'an organizer', '      401 403 403 403 403 403 403 403 200', async () => ({
    path: [await aCustomer()],
  })),
  row('GET /api/customers/{id}/tariffs', 'an organizer', '401 403 403 403 403 403 200 404 200', ({ organizer }) => ({
    path: [organizer],
  })),
  row('POST /api/customers/{id}/tariffs', 'an organizer', '401 403 403 403 403 403 201 404 201', ({ organizer }) => ({
    path: [organizer],
    body: tariffInput(),
  })),
  row('PUT /api/tariffs/{tariffId}', 'an organizer', '     401 403 403 403 403 403 200 404 200', ({ tariff }) => ({
    path: [tariff],
    body: { amount: 600 + next() },
  })),
  row(
    'DELETE /api/tariffs/{tariffId}',
    'an organizer',
    '401 403 403 403 403 403 200 404 200',
    async ({ organizer }) => ({ path: [await aTariff(organizer)] }),
  ),

  // Section 6
  row(
    'GET /api/events',
    'everybody reached',
    '401 403 403 403 403 403 200 200 200',
    ({ event }) => ({ query: { pageSize: '100' }, hides: event }),
    ['organizer other'],
  ),
  row(
    'POST /api/events',
    'an organizer',
    '       401 403 403 403 403 403 201 400:customerId 201',
    ({ organizer, at }) => ({
      body: { customerId: organizer, name: 'Ny scen', startDate: at(0), endDate: at(1) },
    }),
  ),
  row('GET /api/events/calendar', 'an organizer', '        401 403 403 403 403 403 200 404 200', ({ organizer }) => ({
    query: { customerId: organizer, ...month },
  })),
  row('GET /api/events/date-range', 'an organizer', '401 403 403 403 403 403 200 404 200', ({ organizer }) => ({
    query: { customerId: organizer, ...period },
  })),
  row('GET /api/events/{id}', 'an organizer, booked', '    401 403 200 404 200 404 200 404 200', ({ event }) => ({
    path: [event],
  })),
  row('PUT /api/events/{id}', 'an organizer', '            401 403 403 403 403 403 200 404 200', ({ event }) => ({
    path: [event],
    body: { location: 'Umeå' },
  })),
  row('PUT /api/events/{id}/status', 'an organizer', '     401 403 403 403 403 403 200 404 200', ({ event }) => ({
    path: [event],
    body: { newStatus: 'Scheduled' },
  })),
  row('DELETE /api/events/{id}', 'an organizer', '401 403 403 403 403 403 200 404 200', async ({ organizer }) => ({
    path: [(await anEvent(organizer)).eventId],
  })),
  row('GET /api/customers/{cid}/events', 'an organizer', '401 403 403 403 403 403 200 404 200', ({ organizer }) => ({
    path: [organizer],
  })),

  // Section 7
  row('POST /api/bookings', 'an organizer', '401 403 403 403 403 403 201 404 201', async ({ organizer, crew }) => {
    const { eventId, at } = await anEvent(organizer);
    return { body: { eventId, crewId: crew, startTime: at(1), endTime: at(2) } };
  }),
  row('GET /api/bookings/pricing', 'an organizer', '401 403 403 403 403 403 200 404 200', ({ organizer, crew }) => ({
    query: { crewId: crew, customerId: organizer, timeType: 'Hour', duration: '2' },
  })),
  row(
    'GET /api/bookings/pricing',
    'an organizer’s event',
    '401 403 403 403 403 403 200 404 200',
    ({ event, crew }) => ({ query: { crewId: crew, eventId: event, timeType: 'Hour', duration: '2' } }),
  ),
  row('GET /api/bookings/event/{eid}', 'an organizer', '   401 403 403 403 403 403 200 404 200', ({ event }) => ({
    path: [event],
  })),
  row('GET /api/bookings/crew/{cid}', 'crew', '            401 403 200 404 200 404 403 403 200', ({ crew }) => ({
    path: [crew],
  })),
  row('GET /api/bookings/{id}', 'its parties', '           401 403 200 404 200 404 200 404 200', ({ booking }) => ({
    path: [booking],
  })),
  row('PUT /api/bookings/{id}', 'an organizer', '          401 403 403 403 403 403 200 404 200', ({ booking }) => ({
    path: [booking],
    body: { notes: 'Bring sticks' },
  })),
  row('PUT /api/bookings/{id}/confirm', 'its crew', '      401 403 200 404 200 404 403 403 200', ({ booking }) => ({
    path: [booking],
  })),
  row('PUT /api/bookings/{id}/cancel', 'its parties', '    401 403 200 404 200 404 200 404 200', ({ cancelled }) => ({
    path: [cancelled],
    body: { cancellationReason: 'Rain' },
  })),
  row(
    'PUT /api/bookings/{id}/complete',
    'an organizer, before its end',
    '401 403 403 403 403 403 409 404 409',
    ({ confirmed }) => ({ path: [confirmed] }),
  ),
  row('GET /api/customers/{cid}/bookings', 'an organizer', '401 403 403 403 404 404 200 404 200', ({ organizer }) => ({
    path: [organizer],
  })),
  row(
    'GET /api/customers/{cid}/bookings',
    'a crew company',
    '401 403 403 403 200 404 404 404 200',
    ({ crewCompany }) => ({ path: [crewCompany] }),
  ),
  row('GET /api/reports/bookings', 'an organizer', '401 403 403 403 403 403 200 404 200', ({ organizer }) => ({
    query: { customerId: organizer, ...period },
  })),

  // Section 8
  row(
    'POST /api/bookings/{id}/invoice',
    'a seller',
    '401 403 403 403 201 404 403 403 201',
    async ({ organizer, crew }) => ({ path: [await aConfirmedBooking(organizer, crew)] }),
  ),
  row(
    'POST /api/events/{id}/invoice',
    'a seller',
    '401 403 403 403 201 404 403 403 201',
    async ({ organizer, crew }) => ({ path: [await anEventWithABooking(organizer, crew)] }),
  ),
  row('GET /api/invoices/{id}', 'buyer and seller', '      401 403 403 403 200 404 200 404 200', ({ invoice }) => ({
    path: [invoice],
  })),
  row('GET /api/invoices/{id}/pdf', 'buyer and seller', '  401 403 403 403 200 404 200 404 200', ({ invoice }) => ({
    path: [invoice],
  })),
  row('GET /api/invoices/{id}/preflight', 'buyer and seller', '401 403 403 403 200 404 200 404 200', ({ invoice }) => ({
    path: [invoice],
  })),
  row('GET /api/invoices/{id}/ubl', 'buyer and seller', '  401 403 403 403 200 404 200 404 200', ({ invoice }) => ({
    path: [invoice],
  })),
  row('GET /api/invoices/export', 'all', '401 403 403 403 403 403 403 403 200', ({ crewCompany }) => ({
    query: { from: '2026-01-01', to: '2099-12-31', format: 'sie', sellerId: crewCompany },
  })),
  row('GET /api/invoices/series', 'all', '401 403 403 403 403 403 403 403 200', nothing),
  row('PUT /api/invoices/{id}/status', 'the seller', '401 403 403 403 200 404 403 403 200', ({ invoice }) => ({
    path: [invoice],
    body: { newStatus: 'Paid', amount: 0.01 },
  })),
  row('POST /api/invoices/{id}/credit', 'the seller', '401 403 403 403 201 404 403 403 201', ({ invoice }) => ({
    path: [invoice],
    body: { reason: 'En rabatt', lines: [{ line: 1, amount: 0.01 }] },
  })),
  row('POST /api/payments/bgmax', 'all', '401 403 403 403 403 403 403 403 200', () => ({ file: noPayments })),
  row('GET /api/customers/{cid}/invoices', 'an organizer', '401 403 403 403 404 404 200 404 200', ({ organizer }) => ({
    path: [organizer],
  })),
  row(
    'GET /api/customers/{cid}/invoices',
    'a crew company',
    '401 403 403 403 200 404 404 404 200',
    ({ crewCompany }) => ({ path: [crewCompany] }),
  ),

  // Section 9
  row(
    'GET /api/notifications',
    'the caller',
    '401 200 200 200 200 200 200 200 200',
    ({ notification }) => ({ query: { pageSize: '100' }, hides: notification }),
    actors.filter((actor) => actor !== 'crew self'),
  ),
  row('PUT /api/notifications/{id}/read', 'crew', '401 404 200 404 404 404 404 404 404', ({ notification }) => ({
    path: [notification],
  })),
  row(
    'GET /api/calendar-feeds',
    'the caller',
    '401 403 200 200 200 200 200 200 403',
    ({ calendarFeed }) => ({ hides: calendarFeed.id }),
    actors.filter((actor) => actor !== 'crew self'),
  ),
  row(
    'POST /api/calendar-feeds',
    'the caller',
    '401 403 400:name 400:name 400:name 400:name 400:name 400:name 403',
    () => ({ body: { name: '' } }),
  ),
  row('DELETE /api/calendar-feeds/{id}', 'crew', '401 403 200 404 404 404 404 404 403', async ({ crew }) => ({
    path: [(await aCalendarFeed(crew)).id],
  })),
  row(
    'GET /calendar/{file}',
    'whoever knows it',
    '        200 200 200 200 200 200 200 200 200',
    ({ calendarFeed }) => ({
      path: [calendarFeed.file],
    }),
  ),
  row('GET /calendar/{file}', 'nobody', '                  404 404 404 404 404 404 404 404 404', () => ({
    path: [`${'x'.repeat(43)}.ics`],
  })),
  row(
    'GET /api/webhooks',
    'everybody reached',
    '401 403 403 403 403 403 200 200 200',
    ({ webhook }) => ({ hides: webhook }),
    ['organizer other'],
  ),
  row('POST /api/webhooks', 'the caller', ' 401 403 403 403 403 403 400:url 400:url 400:url', () => ({ body: {} })),
  row('PUT /api/webhooks/{id}', 'an organizer', '          401 403 403 403 403 403 200 404 200', ({ webhook }) => ({
    path: [webhook],
    body: { description: 'Planning' },
  })),
  row('DELETE /api/webhooks/{id}', 'an organizer', '401 403 403 403 403 403 200 404 200', async ({ organizer }) => ({
    path: [await aWebhook(actorOf('organizer', { customerId: organizer }))],
  })),
  row('GET /api/webhooks/{id}/deliveries', 'an organizer', '401 403 403 403 403 403 200 404 200', ({ webhook }) => ({
    path: [webhook],
  })),
  row(
    'POST /api/webhooks/{id}/deliveries/{deliveryId}/replay',
    'an organizer, turned off',
    '401 403 403 403 403 403 409 404 409',
    ({ webhook, delivery }) => ({ path: [webhook, delivery] }),
  ),
  row('GET /api/reports/overview', 'the system', '         401 403 403 403 403 403 403 403 200', () => ({
    query: { from: '2030-01-01', to: '2030-01-31' },
  })),
  row('GET /api/audit', 'the system', '                    401 403 403 403 403 403 403 403 200', nothing),
  row('GET /api/ops/status', 'the system', '               401 403 403 403 403 403 403 403 200', nothing),
  row('GET /api/ops/errors', 'the system', '               401 403 403 403 403 403 403 403 200', nothing),
  row('GET /api/ops/dead-letters', 'the system', '         401 403 403 403 403 403 403 403 200', nothing),
  row(
    'POST /api/ops/dead-letters/{id}/replay',
    'the system, without an id',
    '401 403 403 403 403 403 403 403 409',
    ({ deadLetter }) => ({ path: [deadLetter] }),
  ),
];
