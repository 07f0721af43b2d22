import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js';
import swaggerStyle from 'swagger-ui-dist/swagger-ui.css';
import openApi from '../../docs/openapi.json';
import page from './page/index.html';
import script from './page/page.js';
import style from './page/style.css';

/** A file as it is sent. */
export interface ServedFile {
  type: string;
  text: string;
}

const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';

/** What is served, by path. Everything comes from here: no CDN (spec: section 9). */
export const files: Readonly<Record<string, ServedFile>> = {
  '/openapi.json': { type: 'application/json; charset=utf-8', text: openApi },
  '/docs': { type: html, text: page },
  '/docs/page.js': { type: javascript, text: script },
  '/docs/style.css': { type: css, text: style },
  '/docs/swagger-ui.js': { type: javascript, text: swaggerScript },
  '/docs/swagger-ui.css': { type: css, text: swaggerStyle },
};
