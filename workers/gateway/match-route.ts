/** What the table says of a request. `path` is the path as the Worker is to read it. */
export type Match<Line> =
  | { kind: 'found'; line: Line; path: string }
  | { kind: 'wrong-method'; allow: string[] }
  | { kind: 'unknown' };

/** The table as a tree of path segments, so that a request costs a few map look-ups whatever the table's length. */
interface Node<Line> {
  literals: Map<string, Node<Line>>;
  parameter: Node<Line> | null;
  lines: Map<string, Line>;
}

const emptyNode = <Line>(): Node<Line> => ({ literals: new Map(), parameter: null, lines: new Map() });

/**
 * Compiles a route table once. Matching is by whole segments, a literal before a parameter, so `/api/bookings/pricing`
 * is never taken for `/api/bookings/{id}`. Paths are exact: a trailing or doubled slash makes another, unknown path.
 * Percent-encoding is undone segment by segment before matching, and the path is handed on in one canonical spelling:
 * the gateway and the Worker behind it cannot read the same request as two different routes. An encoded slash stays
 * inside its segment. HEAD is matched as GET.
 */
export function compileRoutes<Line extends { method: string; path: string }>(table: readonly Line[]) {
  const root = emptyNode<Line>();
  for (const line of table) enter(root, line);
  return (method: string, pathname: string): Match<Line> => {
    const encoded = pathname.includes('%');
    const segments = encoded ? decoded(pathname) : pathname.split('/');
    const node = segments && find(root, segments, 1);
    if (!node) return { kind: 'unknown' };
    const line = node.lines.get(method === 'HEAD' ? 'GET' : method);
    if (!line) return { kind: 'wrong-method', allow: allowed(node) };
    return { kind: 'found', line, path: encoded ? segments.map(encodeURIComponent).join('/') : pathname };
  };
}

function enter<Line extends { method: string; path: string }>(root: Node<Line>, line: Line): void {
  let node = root;
  for (const segment of line.path.split('/').slice(1)) {
    const isParameter = /^\{\w+\}$/.test(segment);
    if (!isParameter && /[{}%]/.test(segment)) throw new Error(`${line.path}: a parameter is a whole segment`);
    const next: Node<Line> = (isParameter ? node.parameter : node.literals.get(segment)) ?? emptyNode();
    if (isParameter) node.parameter = next;
    else node.literals.set(segment, next);
    node = next;
  }
  if (node.lines.has(line.method)) throw new Error(`${line.method} ${line.path} is in the route table twice`);
  node.lines.set(line.method, line);
}

/** The node of the most literal path; a literal that leads nowhere gives way to a parameter in its place. */
function find<Line>(node: Node<Line>, segments: readonly string[], at: number): Node<Line> | null {
  const segment = segments[at];
  if (segment === undefined) return node.lines.size > 0 ? node : null;
  const literal = node.literals.get(segment);
  const found = literal ? find(literal, segments, at + 1) : null;
  if (found || !node.parameter || segment === '') return found;
  return find(node.parameter, segments, at + 1);
}

function decoded(pathname: string): string[] | null {
  try {
    return pathname.split('/').map(decodeURIComponent);
  } catch {
    // Malformed percent-encoding names no path at all.
    return null;
  }
}

function allowed<Line>(node: Node<Line>): string[] {
  const methods = [...node.lines.keys()];
  return [...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'];
}
