/**
 * `npm run check`: format, lint, types, import rules and unused code, each step's own output only where it fails.
 * Two steps at a time; every step runs even when another failed, so that one run shows all there is to mend.
 */
import { spawn } from 'node:child_process';

interface Step {
  name: string;
  command: readonly string[];
  /** Looks at the output of a step that ended well; a text is a failure all the same. */
  doubt?: (output: string) => string | undefined;
}

const steps: readonly Step[] = [
  {
    name: 'types',
    command: ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/check.tsbuildinfo'],
  },
  // What runs in a browser, by its JSDoc.
  { name: 'types of pages', command: ['tsc', '--noEmit', '--project', 'workers/pages'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings', '--type-aware'] },
  {
    name: 'imports',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'workers', 'scripts', 'test', 'bench'],
    doubt: (output) => {
      // With a TypeScript it does not know, dependency-cruiser reads no file and reports that nothing is wrong.
      const cruised = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
      return cruised > 0 ? undefined : 'dependency-cruiser looked at no module: is TypeScript still 6.0.x?';
    },
  },
  { name: 'unused', command: ['knip', '--no-progress'] },
  { name: 'format', command: ['oxfmt', '--check'] },
];

async function run({ command, doubt }: Step): Promise<{ output: string; failed: boolean }> {
  const [program = '', ...parameters] = command;
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const doubted = code === 0 ? doubt?.(output) : undefined;
  return {
    output: doubted === undefined ? output : `${output}\n${doubted}`,
    failed: code !== 0 || doubted !== undefined,
  };
}

const waiting = [...steps];
let failures = 0;

async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const started = performance.now();
    const { output, failed } = await run(step);
    if (failed) {
      failures += 1;
      console.error(`\n${output.trim()}\n`);
    }
    console.log(`${failed ? '✘' : '✔'} ${step.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  }
}

await Promise.all([work(), work()]);
process.exitCode = failures === 0 ? 0 : 1;
