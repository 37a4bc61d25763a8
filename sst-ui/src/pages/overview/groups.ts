import type { TestSummary } from "../../api/schema.gen.ts";

export interface Group {
  /** Absent for tests without a tag. */
  name: string | undefined;
  members: TestSummary[];
}

/** Tests by what they are grouped by, in the order of their first test: what is urgent stays above. By tag, a test is in each of its groups. */
export function groups(tests: readonly TestSummary[], by: string): Group[] {
  const found = new Map<string | undefined, TestSummary[]>();
  for (const test of tests) {
    const names = by === "tag" ? (test.tags.length === 0 ? [undefined] : test.tags) : [test.stackstorm_pack];
    for (const name of names) {
      found.set(name, [...(found.get(name) ?? []), test]);
    }
  }
  return [...found].map(([name, members]) => ({ name, members }));
}

/** Each test once, where it stands first: one that became more urgent between two parts of the list is in both. */
export function distinct(tests: readonly TestSummary[]): TestSummary[] {
  const seen = new Set<string>();
  return tests.filter(({ test_id }) => !seen.has(test_id) && seen.add(test_id));
}
