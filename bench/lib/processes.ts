/** What the processes of one side have used, from Linux's /proc; elsewhere nothing is known and nothing is claimed. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts CPU time in ticks of a hundredth of a second (USER_HZ) on every Linux this runs on. */
const TICK_MS = 10;

export interface Used {
  /** CPU time since each process began, in ms, user and system together. */
  cpuMs: number;
  /** Memory in MiB that belongs to these processes now. */
  memoryMib: number;
}

/** What these processes and everything they started have used so far; null off Linux. */
export function usedBy(pids: readonly number[]): Used | null {
  if (process.platform !== 'linux') return null;
  let cpuMs = 0;
  let memoryMib = 0;
  for (const pid of withDescendants(pids)) {
    const stat = fieldsOf(pid);
    // It has ended since it was listed.
    if (!stat) continue;
    cpuMs += (Number(stat[13]) + Number(stat[14])) * TICK_MS;
    memoryMib += (Number(stat[23]) * 4_096) / 2 ** 20;
  }
  return { cpuMs, memoryMib };
}

function withDescendants(pids: readonly number[]): Set<number> {
  const found = new Set(pids);
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(fieldsOf(Number(name))?.[3]) }));
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { pid, parent } of parents) if (found.has(parent)) found.add(pid);
  }
  return found;
}

/** The fields of /proc/<pid>/stat, numbered from 0 (proc(5) numbers them from 1). */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may hold blanks.
    const end = text.lastIndexOf(')');
    return [String(pid), text.slice(0, end + 1), ...text.slice(end + 2).split(' ')];
  } catch {
    // The process has ended meanwhile.
    return undefined;
  }
}
