type Level = 'info' | 'warn' | 'error';

/** One line as it is written. */
export interface LogLine {
  at: string;
  level: Level;
  what: string;
  [field: string]: unknown;
}

const ERROR_LINES_KEPT = 50;

/** This isolate's newest error lines that nobody has fetched yet, for the operations Worker (error-reports.ts). */
export const errorLines: LogLine[] = [];

/**
 * The last net for errors that are not ours: a library's message may quote what it was given. E-mail addresses, and ten or
 * twelve digits as personal and account numbers have them, are masked.
 */
export const masked = (text: string): string =>
  text
    .replaceAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu, '<email>')
    .replaceAll(/(?<![\w-])(\d{2})?\d{6}[-+ ]?\d{4}(?![\w-])/g, '<number>');

/** An error with its causes, as data. Messages are ours: no document and no request body is ever put into one. */
function described(error: unknown): unknown {
  if (!(error instanceof Error)) return masked(String(error));
  return {
    name: error.name,
    message: masked(error.message),
    stack: error.stack && masked(error.stack),
    ...(error.cause !== undefined && { cause: described(error.cause) }),
  };
}

/** One JSON line. Fields carry ids and numbers, never names, addresses, personal numbers, tokens or bodies. */
export function log(level: Level, what: string, fields: Record<string, unknown>): void {
  const { error, ...rest } = fields;
  const line: LogLine = {
    at: new Date().toISOString(),
    level,
    what,
    ...rest,
    ...(error !== undefined && { error: described(error) }),
  };
  console[level](JSON.stringify(line));
  if (level !== 'error') return;
  errorLines.push(line);
  if (errorLines.length > ERROR_LINES_KEPT) errorLines.shift();
}
