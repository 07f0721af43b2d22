import type { Access } from '#shared/permissions';
import type { HttpBinding } from './env.ts';

/** One line of the route table. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/bookings/{id}`. */
  path: string;
  /** Whose HTTP side answers. */
  worker: HttpBinding;
  /** Who may call it at all. The Worker checks again, and decides whose records are reached. */
  access: Access;
  /** Counted per address and email besides the common limit. */
  limit?: 'sign-in';
  /** Hashes a password, which is slow on purpose: its answer may take 10 s instead of 3. */
  slow?: true;
}

/** What the gateway answers itself. */
export interface OwnRoute {
  method: 'GET';
  path: '/health' | '/ready' | '/.well-known/jwks.json';
  worker: 'gateway';
  access: 'anyone';
}

export const ownRoutes: readonly OwnRoute[] = [
  { method: 'GET', path: '/health', worker: 'gateway', access: 'anyone' },
  { method: 'GET', path: '/ready', worker: 'gateway', access: 'anyone' },
  { method: 'GET', path: '/.well-known/jwks.json', worker: 'gateway', access: 'anyone' },
];

/** What the pages Worker answers: the OpenAPI document, and pages with the files that they load. */
export const pageRoutes: readonly Route[] = ['/openapi.json', '/docs', '/docs/{file}', '/ops', '/ops/{file}'].map(
  (path) => ({
    method: 'GET',
    path,
    worker: 'PAGES_HTTP',
    access: 'anyone',
  }),
);

/**
 * THE route table (ADR 0002): what is not here does not exist. A route comes in when its Worker serves it; a test
 * compares both, and the roles.
 */
export const routes: readonly Route[] = [
  // Auth
  { method: 'POST', path: '/api/auth/register', worker: 'AUTH_HTTP', access: 'anyone', slow: true },
  { method: 'POST', path: '/api/auth/login', worker: 'AUTH_HTTP', access: 'anyone', slow: true, limit: 'sign-in' },
  { method: 'POST', path: '/api/auth/refresh', worker: 'AUTH_HTTP', access: 'anyone' },
  { method: 'POST', path: '/api/auth/logout', worker: 'AUTH_HTTP', access: 'anyone' },
  { method: 'POST', path: '/api/auth/validate', worker: 'AUTH_HTTP', access: 'anyone' },
  { method: 'GET', path: '/api/auth/claims', worker: 'AUTH_HTTP', access: 'signed-in' },
  { method: 'GET', path: '/api/auth/sessions', worker: 'AUTH_HTTP', access: 'sessions:read' },
  { method: 'DELETE', path: '/api/auth/sessions/{id}', worker: 'AUTH_HTTP', access: 'sessions:end' },
  { method: 'PUT', path: '/api/auth/password', worker: 'AUTH_HTTP', access: 'password:change', slow: true },
  { method: 'POST', path: '/api/auth/password-reset', worker: 'AUTH_HTTP', access: 'anyone', limit: 'sign-in' },
  { method: 'POST', path: '/api/auth/password-reset/confirm', worker: 'AUTH_HTTP', access: 'anyone', slow: true },
  { method: 'POST', path: '/api/auth/verify-email', worker: 'AUTH_HTTP', access: 'anyone' },

  // Users
  { method: 'GET', path: '/api/users', worker: 'USERS_HTTP', access: 'users:list' },
  { method: 'POST', path: '/api/users', worker: 'USERS_HTTP', access: 'users:create', slow: true },
  { method: 'GET', path: '/api/users/{id}', worker: 'USERS_HTTP', access: 'users:read' },
  { method: 'GET', path: '/api/users/crew', worker: 'USERS_HTTP', access: 'users:list-crew' },
  { method: 'GET', path: '/api/users/customer/{customerId}', worker: 'USERS_HTTP', access: 'users:list' },
  { method: 'PUT', path: '/api/users/{id}', worker: 'USERS_HTTP', access: 'users:update' },
  { method: 'DELETE', path: '/api/users/{id}', worker: 'USERS_HTTP', access: 'users:delete' },
  { method: 'GET', path: '/api/users/{id}/permissions', worker: 'USERS_HTTP', access: 'users:read-permissions' },
  { method: 'GET', path: '/api/users/{id}/sensitive', worker: 'USERS_HTTP', access: 'users:read-sensitive' },
  { method: 'GET', path: '/api/users/{id}/export', worker: 'USERS_HTTP', access: 'users:export' },
  { method: 'POST', path: '/api/users/{id}/erase', worker: 'USERS_HTTP', access: 'users:erase' },
  { method: 'GET', path: '/api/users/{id}/availability', worker: 'USERS_HTTP', access: 'availability:read' },
  { method: 'PUT', path: '/api/users/{id}/availability', worker: 'USERS_HTTP', access: 'availability:set' },

  // Customers and tariffs
  { method: 'GET', path: '/api/customers', worker: 'CUSTOMERS_HTTP', access: 'customers:list' },
  { method: 'POST', path: '/api/customers', worker: 'CUSTOMERS_HTTP', access: 'customers:create' },
  { method: 'GET', path: '/api/customers/{id}', worker: 'CUSTOMERS_HTTP', access: 'customers:read' },
  { method: 'PUT', path: '/api/customers/{id}', worker: 'CUSTOMERS_HTTP', access: 'customers:update' },
  { method: 'DELETE', path: '/api/customers/{id}', worker: 'CUSTOMERS_HTTP', access: 'customers:delete' },
  { method: 'GET', path: '/api/customers/{id}/details', worker: 'CUSTOMERS_HTTP', access: 'customers:read' },
  { method: 'GET', path: '/api/customers/{id}/tariffs', worker: 'CUSTOMERS_HTTP', access: 'tariffs:list' },
  { method: 'POST', path: '/api/customers/{id}/tariffs', worker: 'CUSTOMERS_HTTP', access: 'tariffs:create' },
  { method: 'PUT', path: '/api/tariffs/{tariffId}', worker: 'CUSTOMERS_HTTP', access: 'tariffs:update' },
  { method: 'DELETE', path: '/api/tariffs/{tariffId}', worker: 'CUSTOMERS_HTTP', access: 'tariffs:delete' },

  // Events
  { method: 'GET', path: '/api/events', worker: 'EVENTS_HTTP', access: 'events:list' },
  { method: 'POST', path: '/api/events', worker: 'EVENTS_HTTP', access: 'events:create' },
  { method: 'GET', path: '/api/events/calendar', worker: 'EVENTS_HTTP', access: 'events:list' },
  { method: 'GET', path: '/api/events/date-range', worker: 'EVENTS_HTTP', access: 'events:list' },
  { method: 'GET', path: '/api/events/{id}', worker: 'EVENTS_HTTP', access: 'events:read' },
  { method: 'PUT', path: '/api/events/{id}', worker: 'EVENTS_HTTP', access: 'events:update' },
  { method: 'DELETE', path: '/api/events/{id}', worker: 'EVENTS_HTTP', access: 'events:delete' },
  { method: 'PUT', path: '/api/events/{id}/status', worker: 'EVENTS_HTTP', access: 'events:change-status' },
  { method: 'GET', path: '/api/customers/{cid}/events', worker: 'EVENTS_HTTP', access: 'events:list' },

  // Bookings and pricing
  { method: 'POST', path: '/api/bookings', worker: 'BOOKINGS_HTTP', access: 'bookings:create' },
  { method: 'GET', path: '/api/bookings/pricing', worker: 'BOOKINGS_HTTP', access: 'bookings:price' },
  { method: 'GET', path: '/api/bookings/event/{eid}', worker: 'BOOKINGS_HTTP', access: 'bookings:list-of-event' },
  { method: 'GET', path: '/api/bookings/crew/{cid}', worker: 'BOOKINGS_HTTP', access: 'bookings:list-of-crew' },
  { method: 'GET', path: '/api/bookings/{id}', worker: 'BOOKINGS_HTTP', access: 'bookings:read' },
  { method: 'PUT', path: '/api/bookings/{id}', worker: 'BOOKINGS_HTTP', access: 'bookings:update' },
  { method: 'PUT', path: '/api/bookings/{id}/confirm', worker: 'BOOKINGS_HTTP', access: 'bookings:confirm' },
  { method: 'PUT', path: '/api/bookings/{id}/cancel', worker: 'BOOKINGS_HTTP', access: 'bookings:cancel' },
  { method: 'PUT', path: '/api/bookings/{id}/complete', worker: 'BOOKINGS_HTTP', access: 'bookings:complete' },
  {
    method: 'GET',
    path: '/api/customers/{cid}/bookings',
    worker: 'BOOKINGS_HTTP',
    access: 'bookings:list-of-customer',
  },
  // Calendar feeds
  { method: 'GET', path: '/api/calendar-feeds', worker: 'BOOKINGS_HTTP', access: 'calendar-feeds:manage' },
  { method: 'POST', path: '/api/calendar-feeds', worker: 'BOOKINGS_HTTP', access: 'calendar-feeds:manage' },
  { method: 'DELETE', path: '/api/calendar-feeds/{id}', worker: 'BOOKINGS_HTTP', access: 'calendar-feeds:manage' },
  { method: 'GET', path: '/calendar/{file}', worker: 'BOOKINGS_HTTP', access: 'anyone' },
  { method: 'GET', path: '/api/reports/bookings', worker: 'BOOKINGS_HTTP', access: 'reports:read' },
  { method: 'GET', path: '/api/reports/overview', worker: 'ANALYTICS_HTTP', access: 'reports:overview' },

  // Invoices
  { method: 'POST', path: '/api/bookings/{id}/invoice', worker: 'INVOICING_HTTP', access: 'invoices:generate' },
  { method: 'POST', path: '/api/events/{id}/invoice', worker: 'INVOICING_HTTP', access: 'invoices:generate' },
  { method: 'GET', path: '/api/invoices/series', worker: 'INVOICING_HTTP', access: 'invoices:check-series' },
  { method: 'GET', path: '/api/invoices/export', worker: 'INVOICING_HTTP', access: 'invoices:export' },
  { method: 'GET', path: '/api/invoices/{id}', worker: 'INVOICING_HTTP', access: 'invoices:read' },
  { method: 'GET', path: '/api/invoices/{id}/preflight', worker: 'INVOICING_HTTP', access: 'invoices:read' },
  { method: 'GET', path: '/api/invoices/{id}/pdf', worker: 'INVOICING_HTTP', access: 'invoices:read' },
  { method: 'GET', path: '/api/invoices/{id}/ubl', worker: 'INVOICING_HTTP', access: 'invoices:read' },
  { method: 'PUT', path: '/api/invoices/{id}/status', worker: 'INVOICING_HTTP', access: 'invoices:change-status' },
  { method: 'POST', path: '/api/invoices/{id}/credit', worker: 'INVOICING_HTTP', access: 'invoices:credit' },
  { method: 'POST', path: '/api/payments/bgmax', worker: 'INVOICING_HTTP', access: 'payments:import' },
  { method: 'GET', path: '/api/customers/{cid}/invoices', worker: 'INVOICING_HTTP', access: 'invoices:list' },

  // Notifications
  { method: 'GET', path: '/api/notifications', worker: 'NOTIFICATIONS_HTTP', access: 'notifications:read' },
  { method: 'PUT', path: '/api/notifications/{id}/read', worker: 'NOTIFICATIONS_HTTP', access: 'notifications:read' },

  // Webhooks
  { method: 'GET', path: '/api/webhooks', worker: 'NOTIFICATIONS_HTTP', access: 'webhooks:manage' },
  { method: 'POST', path: '/api/webhooks', worker: 'NOTIFICATIONS_HTTP', access: 'webhooks:manage' },
  { method: 'PUT', path: '/api/webhooks/{id}', worker: 'NOTIFICATIONS_HTTP', access: 'webhooks:manage' },
  { method: 'DELETE', path: '/api/webhooks/{id}', worker: 'NOTIFICATIONS_HTTP', access: 'webhooks:manage' },
  { method: 'GET', path: '/api/webhooks/{id}/deliveries', worker: 'NOTIFICATIONS_HTTP', access: 'webhooks:manage' },
  {
    method: 'POST',
    path: '/api/webhooks/{id}/deliveries/{deliveryId}/replay',
    worker: 'NOTIFICATIONS_HTTP',
    access: 'webhooks:manage',
  },

  // Operations
  { method: 'POST', path: '/api/ops/field-keys/re-encrypt', worker: 'USERS_HTTP', access: 'operations:manage' },
  { method: 'GET', path: '/api/audit', worker: 'OPERATIONS_HTTP', access: 'audit:read' },
  { method: 'GET', path: '/api/ops/status', worker: 'OPERATIONS_HTTP', access: 'operations:manage' },
  { method: 'GET', path: '/api/ops/errors', worker: 'OPERATIONS_HTTP', access: 'operations:manage' },
  { method: 'GET', path: '/api/ops/dead-letters', worker: 'OPERATIONS_HTTP', access: 'operations:manage' },
  {
    method: 'POST',
    path: '/api/ops/dead-letters/{id}/replay',
    worker: 'OPERATIONS_HTTP',
    access: 'operations:manage',
  },
];
