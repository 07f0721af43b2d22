/** Which of the numbers 1..`last` are not among those that are used; at most `most` of them. */
export function gapsIn(used: readonly number[], last: number, most: number): number[] {
  const known = new Set(used);
  const gaps: number[] = [];
  for (let number = 1; number <= last && gaps.length < most; number += 1) {
    if (!known.has(number)) gaps.push(number);
  }
  return gaps;
}
