/** Bars and lines as SVG, in the colours of light and dark pages. */

const style = `<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2933 }
  .quiet { fill: #616e7c } .rule { stroke: #cbd2d9 }
  .s0 { fill: #2186eb; stroke: #2186eb } .s1 { fill: #0c8599; stroke: #0c8599 } .s2 { fill: #9aa5b1; stroke: #9aa5b1 } .s3 { fill: #cbd2d9; stroke: #cbd2d9 }
  .line { fill: none; stroke-width: 2.5 } .plain { stroke: none }
  @media (prefers-color-scheme: dark) { text { fill: #f5f7fa } .quiet { fill: #9aa5b1 } .rule { stroke: #52606d } .s3 { fill: #616e7c; stroke: #616e7c } }
</style>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export interface Bars {
  title: string;
  /** What a bar's length is: `times the peer’s`. */
  unit: string;
  series: readonly string[];
  groups: readonly { name: string; values: readonly (number | undefined)[] }[];
  /** Where a rule is drawn through all groups: what is compared with. */
  rule?: number;
  digits: number;
}

const WIDTH = 760;
const LEFT = 190;
const BAR = 16;

/** Groups of horizontal bars, one for each series. */
export function barsAsSvg({ title, unit, series, groups, rule, digits }: Bars): string {
  const most = Math.max(...groups.flatMap(({ values }) => values.map((value) => value ?? 0)), rule ?? 0);
  const scale = (WIDTH - LEFT - 70) / most;
  const parts: string[] = [`<text x="0" y="18" font-weight="600">${escaped(title)}</text>`];
  let legend = LEFT;
  for (const [at, name] of series.entries()) {
    parts.push(`<rect class="s${at} plain" x="${legend}" y="32" width="11" height="11" rx="2"/>`);
    parts.push(`<text x="${legend + 16}" y="42">${escaped(name)}</text>`);
    legend += 34 + name.length * 7.5;
  }
  let y = 62;
  const top = y;
  for (const { name, values } of groups) {
    const height = values.length * (BAR + 2);
    parts.push(`<text x="${LEFT - 12}" y="${y + height / 2 + 4}" text-anchor="end">${escaped(name)}</text>`);
    for (const [at, value] of values.entries()) {
      const line = y + at * (BAR + 2);
      if (value === undefined || Number.isNaN(value)) continue;
      parts.push(
        `<rect class="s${at} plain" x="${LEFT}" y="${line}" width="${(value * scale).toFixed(1)}" height="${BAR}" rx="2"/>`,
      );
      parts.push(
        `<text class="quiet" x="${(LEFT + value * scale + 6).toFixed(1)}" y="${line + 13}">${value.toFixed(digits)}</text>`,
      );
    }
    y += height + 12;
  }
  if (rule !== undefined) {
    const x = (LEFT + rule * scale).toFixed(1);
    parts.push(`<line class="rule" x1="${x}" x2="${x}" y1="${top - 6}" y2="${y - 8}" stroke-dasharray="4 3"/>`);
  }
  parts.push(`<text class="quiet" x="${LEFT}" y="${y + 10}">${escaped(unit)}</text>`);
  return svg(y + 24, parts);
}

export interface Lines {
  title: string;
  unit: string;
  points: readonly string[];
  series: readonly { name: string; values: readonly number[] }[];
}

/** A line for each series over the same few points, each as a multiple of its first. */
export function linesAsSvg({ title, unit, points, series }: Lines): string {
  const top = 40;
  const height = 220;
  const most = Math.max(1.5, ...series.flatMap(({ values }) => values));
  const xAt = (at: number): number => 60 + (at * (WIDTH - 400)) / Math.max(1, points.length - 1);
  const yAt = (value: number): number => top + height - (value / most) * height;
  const parts: string[] = [`<text x="0" y="18" font-weight="600">${escaped(title)}</text>`];
  for (const value of [0, 0.5, 1, 1.5, 2].filter((one) => one <= most)) {
    parts.push(`<line class="rule" x1="60" x2="${WIDTH - 340}" y1="${yAt(value)}" y2="${yAt(value)}"/>`);
    parts.push(`<text class="quiet" x="50" y="${yAt(value) + 4}" text-anchor="end">${value.toFixed(1)}</text>`);
  }
  for (const [at, point] of points.entries()) {
    parts.push(
      `<text class="quiet" x="${xAt(at)}" y="${top + height + 20}" text-anchor="middle">${escaped(point)}</text>`,
    );
  }
  for (const [at, { name, values }] of series.entries()) {
    const place = values.map((value, n) => `${xAt(n).toFixed(1)},${yAt(value).toFixed(1)}`).join(' ');
    parts.push(
      `<polyline class="line s${at % 4}" points="${place}" style="fill:none" stroke-dasharray="${at >= 4 ? '5 4' : 'none'}"/>`,
    );
    const last = values.at(-1) ?? 0;
    const [x, y] = [WIDTH - 312, 60 + at * 20];
    const dash = at >= 4 ? '5 4' : 'none';
    parts.push(
      `<line class="line s${at % 4}" x1="${x}" x2="${x + 24}" y1="${y - 4}" y2="${y - 4}" stroke-dasharray="${dash}"/>`,
    );
    parts.push(`<text x="${x + 32}" y="${y}">${escaped(name)}: ${last.toFixed(2)}</text>`);
  }
  parts.push(`<text class="quiet" x="60" y="${top + height + 42}">${escaped(unit)}</text>`);
  return svg(top + height + 54, parts);
}

const svg = (height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 0 ${WIDTH + 16} ${height}" width="${WIDTH}" role="img">\n${style}\n${parts.join('\n')}\n</svg>\n`;
