import { describe, expect, it } from 'vitest';
import { traceFrom, traceOf } from './trace.ts';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const wellFormed = /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/;

describe('a trace', () => {
  it('is continued under a span of our own', () => {
    const { traceId, traceparent } = traceFrom(`00-${TRACE_ID}-00f067aa0ba902b7-01`);
    expect(traceId).toBe(TRACE_ID);
    expect(traceparent).toMatch(wellFormed);
    expect(traceparent).not.toContain('00f067aa0ba902b7');
  });

  it.each([
    null,
    undefined,
    '',
    'hello',
    TRACE_ID,
    `00-${TRACE_ID}-00f067aa0ba902b7`,
    `00-${TRACE_ID.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `ff-${TRACE_ID}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID}-00f067aa0ba902b7-01\n`,
  ])('is begun anew where there is none, or none that is valid: %j', (header) => {
    const { traceId, traceparent } = traceFrom(header);
    expect(traceId).not.toBe(TRACE_ID);
    expect(traceId).not.toBe('0'.repeat(32));
    expect(traceparent).toMatch(wellFormed);
    expect(traceparent).toContain(traceId);
  });

  it('has a new span for each piece of work', () => {
    expect(traceOf(TRACE_ID).traceparent).not.toBe(traceOf(TRACE_ID).traceparent);
  });
});
