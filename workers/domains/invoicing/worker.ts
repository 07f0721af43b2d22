import { serveEndpoints } from '#shared/endpoint';
import { depsFrom, type Env } from './deps.ts';

export { InvoicingForColleagues } from './for-colleagues.ts';

export const invoicing = serveEndpoints('invoicing', [], depsFrom);

export default { fetch: invoicing.fetch } satisfies ExportedHandler<Env>;
