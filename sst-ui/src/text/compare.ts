import { members, pointer, type Json } from "./json.ts";

/** What stands at a place of either document; absent where that document has nothing there. */
export interface Difference {
  path: string;
  now: Json | undefined;
  then: Json | undefined;
}

/**
 * Where two documents differ, in the order of the first, then what only the second has. Objects and arrays are gone into;
 * whole numbers are compared with all their digits, fractions as JavaScript reads them.
 *
 * @param most how many are looked for
 */
export function differences(now: Json, then: Json, most: number): Difference[] {
  const found: Difference[] = [];
  const waiting: { path: string[]; now: Json | undefined; then: Json | undefined }[] = [{ path: [], now, then }];
  while (waiting.length > 0 && found.length < most) {
    const at = waiting.pop();
    if (at === undefined) {
      break;
    }
    const mine = at.now === undefined ? undefined : members(at.now);
    const theirs = at.then === undefined ? undefined : members(at.then);
    if (mine === undefined || theirs === undefined || Array.isArray(at.now) !== Array.isArray(at.then)) {
      if (at.now !== at.then) {
        found.push({ path: pointer(at.path), now: at.now, then: at.then });
      }
      continue;
    }
    const inMine = new Map(mine);
    const inTheirs = new Map(theirs);
    const names = [...new Set([...inMine.keys(), ...inTheirs.keys()])];
    for (const name of names.reverse()) {
      waiting.push({ path: [...at.path, name], now: inMine.get(name), then: inTheirs.get(name) });
    }
  }
  return found;
}

