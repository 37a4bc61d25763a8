/** A run of a test, as far as it tells when another revision went live. */
interface Run {
  created_at: string;
  revision: number;
}

/** From when on runs were of another revision than those before, oldest first; nothing is known of what came before the first. */
export function changesOfRevision(runs: readonly Run[]): { at: number; revision: number }[] {
  return runs.flatMap(({ created_at, revision }, place) => {
    const before = runs[place - 1];
    return before === undefined || before.revision === revision ? [] : [{ at: Date.parse(created_at) / 1000, revision }];
  });
}
