import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumOrSkip } from './support/chromium.ts';
import { startSystem, type System } from './support/system.ts';

const browser = await chromiumOrSkip();
afterAll(() => browser?.close());

describe.skipIf(!browser)('the pages', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());

  it.each(['/docs', '/ops'])(
    '%s loads from its own origin alone, and the browser has nothing to complain of',
    async (path) => {
      const context = await browser?.newContext();
      const page = await context?.newPage();
      if (!context || !page) throw new Error('there is no browser');
      const complaints: string[] = [];
      const origins = new Set<string>();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) origins.add(new URL(request.url()).origin);
      });
      await page.goto(new URL(path, system.url).href, { waitUntil: 'networkidle' });
      expect(await page.locator('main').first().isVisible()).toBe(true);
      expect([complaints, [...origins]]).toEqual([[], [system.url.origin]]);
      await context.close();
    },
  );
});
