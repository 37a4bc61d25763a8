import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import type { Progress } from "../../api/schema.gen.ts";
import { LastDeployment } from "./LastDeployment.tsx";

const shown = (change: Partial<Progress>): string => {
  const progress: Progress = { state: "done", step: "recorded revision 3 as live", steps: [], by: "ann", errors: [], ...change };
  return renderToStaticMarkup(createElement(MemoryRouter, null, createElement(LastDeployment, { progress })));
};

test("what a deployment warns of is shown with its field and line", () => {
  const html = shown({ execution_id: null, warnings: [{ field: "test_code", message: "was not checked", line: 4 }] });
  expect(html).toContain("Warnings");
  expect(html).toContain("test_code, line 4");
  expect(html).toContain("was not checked");
  expect(html).not.toContain("Its run has begun");
});

test("the run that was begun with it is linked", () => {
  const html = shown({ execution_id: "e1", warnings: [] });
  expect(html).toContain('href="/executions/e1"');
  expect(html).not.toContain("Warnings");
});

test("one that goes on, or failed, has come to nothing yet", () => {
  expect(shown({ state: "running", step: "writing" })).toMatch(/Under way: .*writing/);
  const failed = shown({ state: "failed", step: "", errors: [{ field: "", message: "StackStorm is gone" }] });
  expect(failed).toContain("StackStorm is gone");
  expect(failed).not.toContain("Its run has begun");
});
