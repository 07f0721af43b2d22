import { ACTOR_HEADER, actorToHeader, type Actor, type Role, type SignedIn } from '#shared/actor';
import { CUSTOMER_TYPE, USER_TYPE } from '#shared/enums';
import { newId, type CustomerId, type SessionId, type UserId } from '#shared/ids';

/** An answer, read. */
export interface Answered {
  status: number;
  // A test asserts on what it expects to be there; every shape is possible.
  body: Record<string, never> & {
    error: { code: string; message: string; details: { field: string; message: string }[] };
  };
  headers: Headers;
}

/** A signed-in person of a role, with ids of their own unless given. */
export function actorOf(role: Role, ids: { userId?: UserId; customerId?: CustomerId | null } = {}): SignedIn {
  const company = ids.customerId === undefined ? newId<CustomerId>() : ids.customerId;
  return {
    kind: 'user',
    userId: ids.userId ?? newId<UserId>(),
    role,
    userType: role === 'admin' ? USER_TYPE.admin : role === 'crew' ? USER_TYPE.crew : USER_TYPE.customer,
    customerId: role === 'admin' || role === 'unlinked' ? null : company,
    customerType:
      role === 'organizer'
        ? CUSTOMER_TYPE.eventOrganizer
        : role === 'crew' || role === 'crewCompany'
          ? CUSTOMER_TYPE.crewCompany
          : null,
    sessionId: newId<SessionId>(),
  };
}

/** Asks a Worker directly, as the gateway would on behalf of an actor: `const ask = asking(env.CUSTOMERS_HTTP)`. */
export const asking =
  (worker: { fetch: (request: Request) => Promise<Response> }) =>
  async (
    actor: Actor,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const response = await worker.fetch(
      new Request(`http://thenorsound.test${path}`, {
        method,
        headers: {
          [ACTOR_HEADER]: actorToHeader(actor),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as Answered['body'],
      headers: response.headers,
    };
  };
