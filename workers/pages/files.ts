import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js';
import swaggerStyle from 'swagger-ui-dist/swagger-ui.css';
import openApi from '../../docs/openapi.json';
import docsPage from './docs/index.html';
import docsScript from './docs/page.js';
import docsStyle from './docs/style.css';
import opsPage from './ops/index.html';
import opsScript from './ops/page.js';
import opsStyle from './ops/style.css';

/** A file as it is sent. */
export interface ServedFile {
  type: string;
  text: string;
  /** What a page may load besides files of its own origin, as directives of its Content-Security-Policy. */
  policy?: readonly string[];
}

const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';

/** What is served, by path. Everything comes from here: no CDN (spec: section 9). */
export const files: Readonly<Record<string, ServedFile>> = {
  '/openapi.json': { type: 'application/json; charset=utf-8', text: openApi },
  // Swagger UI sets styles.
  '/docs': { type: html, text: docsPage, policy: ["style-src 'self' 'unsafe-inline'"] },
  '/docs/page.js': { type: javascript, text: docsScript },
  '/docs/style.css': { type: css, text: docsStyle },
  '/docs/swagger-ui.js': { type: javascript, text: swaggerScript },
  '/docs/swagger-ui.css': { type: css, text: swaggerStyle },
  '/ops': { type: html, text: opsPage, policy: ["style-src 'self'", "require-trusted-types-for 'script'"] },
  '/ops/page.js': { type: javascript, text: opsScript },
  '/ops/style.css': { type: css, text: opsStyle },
};
