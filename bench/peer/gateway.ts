import { Agent } from 'node:http';
import type { Request } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { jwtVerify, type JWTPayload } from 'jose';
import { askService, listen, newApp, Refusal, type PeerConfig, type PeerService } from './service.ts';

/** The public address: checks the token, says who is asking, and passes the request on. */
export async function startGateway({ ports, tokenSecret, verify }: PeerConfig): Promise<void> {
  const key = new TextEncoder().encode(tokenSecret);
  const app = newApp();
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });

  const ask = async (token: string): Promise<JWTPayload | null> => {
    const answer = await askService<{ isValid: boolean; claims?: JWTPayload }>(ports.auth, '/api/auth/validate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return (answer?.isValid && answer.claims) || null;
  };
  const check = async (token: string): Promise<JWTPayload | null> =>
    jwtVerify(token, key, { algorithms: ['HS256'] }).then(
      ({ payload }) => payload,
      // Whatever is wrong with it: it is not good.
      () => null,
    );
  const claimsOf = verify === 'local' ? check : ask;

  // Express hands on what a promise rejects with.
  const authenticate = async (request: Request): Promise<void> => {
    const claims = await claimsOf(request.get('authorization')?.replace(/^Bearer /, '') ?? '');
    if (!claims) throw new Refusal(401, 'Sign in first');
    const { userType, customerId } = claims as { userType: number; customerId: string | null };
    request.headers['x-user-id'] = claims.sub;
    request.headers['x-user-type'] = String(userType);
    if (customerId !== null) request.headers['x-customer-id'] = customerId;
  };

  const to = (service: PeerService) =>
    createProxyMiddleware({ target: `http://127.0.0.1:${ports[service]}`, agent, changeOrigin: false });
  const proxies = {
    auth: to('auth'),
    users: to('users'),
    customers: to('customers'),
    events: to('events'),
    bookings: to('bookings'),
  };
  app.use(async (request, response, next) => {
    const { path } = request;
    if (path === '/health') return next();
    const service = serviceOf(path);
    if (service !== 'auth') await authenticate(request);
    await proxies[service](request, response, next);
  });

  await listen(app, ports.gateway);
}

/** The routes of the specification's reverse proxy. */
function serviceOf(path: string): Exclude<PeerService, 'gateway'> {
  if (path.startsWith('/api/auth/')) return 'auth';
  if (path.startsWith('/api/users')) return 'users';
  if (path.startsWith('/api/events')) return 'events';
  if (path.startsWith('/api/bookings') || path.endsWith('/bookings')) return 'bookings';
  return 'customers';
}
