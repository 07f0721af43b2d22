type Level = 'info' | 'warn' | 'error';

/** An error with its causes, as data. Messages are ours: no document and no request body is ever put into one. */
function described(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && { cause: described(error.cause) }),
  };
}

/** One JSON line. Fields carry ids and numbers, never names, addresses, personal numbers, tokens or bodies. */
export function log(level: Level, what: string, fields: Record<string, unknown>): void {
  const { error, ...rest } = fields;
  const line = {
    at: new Date().toISOString(),
    level,
    what,
    ...rest,
    ...(error !== undefined && { error: described(error) }),
  };
  console[level](JSON.stringify(line));
}
