/** The import rules of docs/decisions, checked by `npm run check`. A violation names the rule; its comment says why. */

// A Worker's folder: `$1` in a `to` is the same Worker, so "another one" can be said without a list of names.
const WORKER = '^workers/(gateway|data-api|domains/[^/]+)/';

// Tests, and what only tests use: neither is deployed.
const TEST = '([.]test[.]ts$|/testing/|/test-[^/]+[.]ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'domain/ decides and does no I/O: it imports its own domain/, src/shared and libraries that only compute.',
      severity: 'error',
      from: { path: '^workers/domains/([^/]+)/domain/', pathNot: TEST },
      to: {
        pathNot: [
          '^workers/domains/$1/domain/',
          '^src/shared/',
          '^node_modules/(temporal-polyfill|personnummer|organisationsnummer|ipaddr.js)/',
        ],
      },
    },
    {
      name: 'domain-reaches-no-io',
      comment: 'What domain/ imports from src/shared must not bring the store, queues, HTTP or the runtime along.',
      severity: 'error',
      from: { path: '^workers/domains/[^/]+/domain/', pathNot: TEST },
      to: {
        path: [
          '^src/shared/(colleague|data-api-over-http|documents|endpoint|inbox|outbox|queue-consumer|worker-env)[.]ts$',
          '^node_modules/(hono|mongodb|mingo|jose)/',
          '^(cloudflare|node):',
        ],
        reachable: true,
      },
    },
    {
      name: 'other-workers-as-types-only',
      comment:
        'Workers meet over RPC: from another Worker only types are imported, and the schemas of views that one answer ' +
        'shows inside another.',
      severity: 'error',
      from: { path: WORKER, pathNot: TEST },
      to: {
        path: '^workers/',
        pathNot: ['^workers/$1/', '[.](indexes|view)[.]ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'indexes-only-for-the-data-layer',
      comment: 'Index declarations stand beside the stored schema; only the data layer collects those of every Worker.',
      severity: 'error',
      from: { path: WORKER, pathNot: '^workers/data-api/collections[.]ts$' },
      to: { path: '^workers/.*[.]indexes[.]ts$', pathNot: '^workers/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-knows-no-worker',
      comment: 'src/shared is what Workers stand on; it imports none of them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^workers/' },
    },
    {
      name: 'product-imports-no-tooling',
      comment: 'What is deployed imports nothing from scripts, tests or benches.',
      severity: 'error',
      from: { path: '^(workers|src)/', pathNot: TEST },
      to: { path: '^(scripts|test|bench)/' },
    },
    {
      name: 'store-libraries-only-in-the-data-layer',
      comment: 'The MongoDB driver is 1.7 MiB and mingo belongs to the engine: everybody else speaks the Data API.',
      severity: 'error',
      from: { path: '^(workers|src)/', pathNot: ['^workers/data-api/', TEST] },
      to: { path: '^node_modules/(mongodb|mingo)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two Workers may know each other as types; modules that run may not go round.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would slip through every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    exclude: { path: '(^|/)[.]wrangler/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // 'specify' tells `import type` from an import that runs.
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
