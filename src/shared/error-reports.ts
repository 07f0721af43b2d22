import { errorLines, log, type LogLine } from './log.ts';
import { within, type Reply } from './reply.ts';
import type { Trace } from './trace.ts';

/** An error as the operations Worker keeps it. Texts are bounded, and masked as in the log. */
export interface ErrorReport {
  at: Date;
  worker: string;
  /** What the log line is called: `request-failed`. */
  what: string;
  route: string | null;
  traceId: string | null;
  /** The error's name and message, and those of its causes. */
  message: string;
  /** Where it was thrown; null where the line carries no error. */
  stack: string | null;
}

/** Who keeps the errors of all Workers. */
export interface KeepsErrors {
  noteErrors(traceparent: string, reports: ErrorReport[]): Promise<Reply<true>>;
}

/** Every Worker that has work of its own to report on binds it; the others' failures show at their callers. */
export interface ReportsErrors {
  OPERATIONS?: KeepsErrors;
  /** `off`: no line for a piece of work that ended (see `ended`). */
  REQUEST_LOG?: string;
}

const MESSAGE_CHARACTERS = 500;
const STACK_CHARACTERS = 1_000;
const SEND_TIMEOUT_MS = 2_000;

let sending = false;

/**
 * Sends what this isolate has logged as errors to the operations Worker, one batch at a time: in a storm there is still one
 * call under way, and older lines make room for newer. The log has everything; this is what an operator sees at once.
 */
export async function sendErrorReports(worker: string, env: ReportsErrors, trace: Trace): Promise<void> {
  if (sending || errorLines.length === 0 || !env.OPERATIONS) return;
  sending = true;
  const lines = errorLines.splice(0);
  try {
    const reports = lines.map((line) => reportOf(line, worker));
    const reply = await within(SEND_TIMEOUT_MS, env.OPERATIONS.noteErrors(trace.traceparent, reports));
    if (!reply.ok) log('warn', 'errors-unreported', { traceId: trace.traceId, worker, count: lines.length });
  } catch (error) {
    // The operations Worker is down. Each of them is in the log.
    log('warn', 'errors-unreported', { traceId: trace.traceId, worker, count: lines.length, error });
  } finally {
    sending = false;
  }
}

function reportOf(line: LogLine, worker: string): ErrorReport {
  const { error } = line;
  const stack = stackOf(error);
  return {
    at: new Date(line.at),
    worker: textOr(line['worker'], textOr(line['subscriber'], worker)),
    what: line.what,
    route: textOr(line['route'], textOr(line['type'], null)),
    traceId: textOr(line['traceId'], null),
    message: cut(messageOf(error), MESSAGE_CHARACTERS),
    stack: stack && cut(stack, STACK_CHARACTERS),
  };
}

/** `TypeError: outer ← Error: inner`. */
function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  const { name, message, cause } = error as { name?: string; message?: string; cause?: unknown };
  const own = `${name ?? 'Error'}: ${message ?? ''}`;
  return cause === undefined ? own : `${own} ← ${messageOf(cause)}`;
}

/** The places alone: the first line of a stack is the message again. */
function stackOf(error: unknown): string | null {
  const stack = typeof error === 'object' && error !== null ? (error as { stack?: string }).stack : undefined;
  const places = stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return places.length === 0 ? null : places.map((line) => line.trim()).join('\n');
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const textOr = <T>(value: unknown, otherwise: T): string | T => (typeof value === 'string' ? value : otherwise);
