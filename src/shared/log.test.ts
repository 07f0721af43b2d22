import { afterEach, describe, expect, it, vi } from 'vitest';
import { log } from './log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What `log` wrote, line by line. */
function written(level: 'info' | 'warn' | 'error'): () => Record<string, unknown>[] {
  const spy = vi.spyOn(console, level).mockImplementation(() => {});
  return () => spy.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
}

describe('a log line', () => {
  it('is one line of JSON that says when, how grave and what', () => {
    const lines = written('info');
    log('info', 'request', { traceId: 'abc', route: '/api/users\n', status: 200 });
    expect(lines()).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        level: 'info',
        what: 'request',
        traceId: 'abc',
        route: '/api/users\n',
        status: 200,
      },
    ]);
  });

  it('tells of an error with all its causes', () => {
    const lines = written('error');
    log('error', 'failed', { error: new TypeError('outer', { cause: new Error('inner', { cause: 'a text' }) }) });
    expect(lines()[0]?.['error']).toMatchObject({
      name: 'TypeError',
      message: 'outer',
      stack: expect.stringContaining('log.test.ts') as string,
      cause: { message: 'inner', cause: 'a text' },
    });
  });

  it('bears anything that was thrown', () => {
    const lines = written('warn');
    log('warn', 'odd', { error: 'just a text' });
    log('warn', 'odd', { error: null });
    expect(lines().map(({ error }) => error)).toEqual(['just a text', 'null']);
  });
});
