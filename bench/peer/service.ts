/** What every service of the peer has: Express, a connection to MongoDB that stays, errors as JSON, and calls to the others. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import mongoose from 'mongoose';

export interface PeerConfig {
  /** Where each service listens. */
  ports: Readonly<Record<PeerService, number>>;
  mongodbUri: string;
  /** HS256, shared by the auth service and a gateway that verifies tokens itself. */
  tokenSecret: string;
  /** `ask-auth`: the gateway asks the auth service for each token, as specified. `local`: it verifies them itself. */
  verify: 'ask-auth' | 'local';
}

export const peerServices = ['auth', 'users', 'customers', 'events', 'bookings', 'gateway'] as const;
export type PeerService = (typeof peerServices)[number];

/** Whom the gateway says is asking. */
export interface Caller {
  userId: string;
  userType: number;
  customerId: string | null;
}

export const callerOf = (request: Request): Caller => ({
  userId: request.get('x-user-id') ?? '',
  userType: Number(request.get('x-user-type')),
  customerId: request.get('x-customer-id') ?? null,
});

/** A parameter of the query as text; empty where it is absent. */
export function queryText(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

/** A status with a message, thrown where a request cannot go on. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Express without what a JSON API does not need. */
export function newApp(): Express {
  return express().disable('x-powered-by').disable('etag');
}

export async function listen(app: Express, port: number): Promise<void> {
  app.get('/health', (_request, response) => response.json({ ok: true }));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = error instanceof Refusal ? error.status : 500;
    if (status === 500) console.error(error);
    response.status(status).json({ success: false, message: error instanceof Error ? error.message : String(error) });
  });
  await new Promise<void>((resolve) => {
    const server = app.listen(port, '127.0.0.1', () => resolve());
    // Longer than any pause of the load, so that no kept connection is closed under a request.
    server.keepAliveTimeout = 120_000;
  });
}

export async function connectStore(uri: string): Promise<void> {
  mongoose.set('strictQuery', true);
  await mongoose.connect(uri, { dbName: 'peer', maxPoolSize: 50 });
}

/** Asks another service; undici keeps the connections of `fetch` alive. Null where the other says 404. */
export async function askService<T>(port: number, path: string, init?: RequestInit): Promise<T | null> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  if (response.status === 404) {
    await response.arrayBuffer();
    return null;
  }
  if (!response.ok) throw new Refusal(503, `${path} answered ${response.status}`);
  return (await response.json()) as T;
}
