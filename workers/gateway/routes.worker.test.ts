import { describe, expect, it } from 'vitest';
import { analytics } from '../domains/analytics/worker.ts';
import { auth } from '../domains/auth/worker.ts';
import { bookings } from '../domains/bookings/worker.ts';
import { customers } from '../domains/customers/worker.ts';
import { events } from '../domains/events/worker.ts';
import { invoicing } from '../domains/invoicing/worker.ts';
import { notifications } from '../domains/notifications/worker.ts';
import { operations } from '../domains/operations/worker.ts';
import { users } from '../domains/users/worker.ts';
import { routes } from './routes.ts';

const workers = { analytics, auth, bookings, customers, events, invoicing, notifications, operations, users };

/** What the Workers serve, in the words of the gateway's table. */
const served = Object.entries(workers).flatMap(([name, { endpoints }]) =>
  endpoints.map(({ method, path, access }) => `${method.toUpperCase()} ${path} ${name.toUpperCase()}_HTTP ${access}`),
);

describe('the route table', () => {
  it('says exactly what the Workers serve, and who may call it', () => {
    const table = routes.map(({ method, path, worker, access }) => `${method} ${path} ${worker} ${access}`);
    expect(table.toSorted()).toEqual(served.toSorted());
  });

  it('has each route once', () => {
    expect(new Set(served).size).toBe(served.length);
  });
});
