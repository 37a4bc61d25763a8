import { expect, test } from "vitest";
import { beginning, pieces, plainLine, withoutAnsi } from "./inert.ts";

test("what terminals obey is taken away", () => {
  expect(withoutAnsi("\u001b[31mred\u001b[0m \u001b]0;title\u0007end\u001b[2J\u009b1m.")).toBe("red end.");
});

test("a sequence that is cut off does not eat the text before it", () => {
  expect(withoutAnsi("a\u001b[3")).toBe("a");
});

test("characters that turn the direction are named instead of obeyed", () => {
  expect(pieces("abc\u202egpj.exe")).toEqual([{ text: "abc" }, { text: "", mark: "RLO" }, { text: "gpj.exe" }]);
});

test("markup is text", () => {
  expect(pieces("<img src=x onerror=alert(1)>")).toEqual([{ text: "<img src=x onerror=alert(1)>" }]);
});

test("a million escape characters take no time to speak of", () => {
  const begun = performance.now();
  pieces("\u001b]".repeat(500_000));
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test("a text is never cut inside a character", () => {
  expect(beginning("ab😀", 3)).toBe("ab");
});

test("a plain line says in words what it would not show, and that it goes on", () => {
  expect(plainLine("a\u202eb\n\t c", 20)).toBe("a[RLO]b c");
  expect(plainLine("abcdef", 3)).toBe("abc …");
});
