/** The page whose head was shown last; undefined until there was one. */
let last: string | undefined;

/** Whether somebody has come there from another page of ours. The first page, that the browser loads, does not count: it begins at its top by itself. */
export function arrives(path: string): boolean {
  const before = last;
  last = path;
  return before !== undefined && before !== path;
}

/** Whether the focus may be taken from there: not from where somebody is typing, and not out of a dialog. */
export function mayLeave(focused: Pick<Element, "closest"> | null): boolean {
  return (focused?.closest("input, textarea, select, [contenteditable], dialog") ?? null) === null;
}
