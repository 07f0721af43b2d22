/** Every error a client can meet, with its HTTP status (spec: conventions, "Errors"). */
export const statusOf = {
  VALIDATION_ERROR: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  SERVICE_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** `field` is a camelCase JSON path such as `skills[0].category`. */
export type FieldProblem = { field: string; message: string };

/** What stands in the way of a booking, without saying whose it is. Times are ISO 8601 in UTC. */
export type TimeConflict = { kind: 'booking' | 'unavailability'; startTime: string; endTime: string };

/** An error as plain data: what travels between Workers, where classes do not survive. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  details: FieldProblem[];
  conflicts?: TimeConflict[];
  retryAfterSeconds?: number;
  /** Methods for the `Allow` header of a 405. */
  allow?: string[];
}

/** A broken rule or a missing dependency: thrown, and mapped to an answer in one place. Anything else thrown is a bug. */
export class AppError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Omit<Refusal, 'details'> & { details?: FieldProblem[] }, options?: ErrorOptions) {
    super(refusal.message, options);
    this.name = 'AppError';
    this.refusal = { ...refusal, details: refusal.details ?? [] };
  }

  get code(): ErrorCode {
    return this.refusal.code;
  }
}

export const invalid = (details: FieldProblem[], message = 'The request is not valid') =>
  new AppError({ code: 'VALIDATION_ERROR', message, details });

export const invalidField = (field: string, message: string) => invalid([{ field, message }]);

export const unauthorized = (message = 'Sign in first') => new AppError({ code: 'UNAUTHORIZED', message });

export const forbidden = (message = 'You may not do this', details: FieldProblem[] = []) =>
  new AppError({ code: 'FORBIDDEN', message, details });

/** Also the answer for another tenant's record: existence is not revealed. */
export const notFound = (what: string) => new AppError({ code: 'NOT_FOUND', message: `${what} was not found` });

export const conflict = (message: string, conflicts?: TimeConflict[]) =>
  new AppError({ code: 'CONFLICT', message, ...(conflicts && { conflicts }) });

export const preconditionFailed = () =>
  new AppError({ code: 'PRECONDITION_FAILED', message: 'The record has changed since you read it' });

/** A dependency is down. `cause` is for the log alone. */
export const unavailable = (what: string, cause?: unknown) =>
  new AppError(
    { code: 'SERVICE_UNAVAILABLE', message: `${what} cannot be reached right now; try again`, retryAfterSeconds: 2 },
    { cause },
  );

export const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'SERVICE_UNAVAILABLE';

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The refusal that a client gets for anything thrown: an AppError's own, or for a bug a fixed text. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof AppError) return error.refusal;
  return { code: 'SERVICE_ERROR', message: 'Something went wrong on our side', details: [] };
}

/** A refusal as the HTTP answer that the contract describes. */
export function refusalResponse(refusal: Refusal, traceId: string, now: Date): Response {
  const { code, message, details, conflicts, retryAfterSeconds, allow } = refusal;
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'x-trace-id': traceId });
  if (code === 'UNAUTHORIZED') headers.set('www-authenticate', 'Bearer');
  if (allow) headers.set('allow', allow.join(', '));
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  else if (code === 'SERVICE_UNAVAILABLE') headers.set('retry-after', '2');
  const error = { code, message, details, ...(conflicts && { conflicts }), timestamp: now.toISOString(), traceId };
  return new Response(JSON.stringify({ error }), { status: statusOf[code], headers });
}
