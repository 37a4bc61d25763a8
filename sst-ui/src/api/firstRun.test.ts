import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("../app/mount.ts", () => ({ apiRoot: "http://server.test" }));
vi.stubGlobal("document", { cookie: "" });

/** What was asked for, in order: the method and the end of the path, the body and the mark. */
let asked: { what: string; body: unknown; from: string | null }[] = [];
let answers: Record<string, unknown> = {};
vi.stubGlobal("fetch", async (request: Request) => {
  const what = `${request.method} ${new URL(request.url).pathname.replace("/api/v1/tests/t", "")}`;
  const text = await request.text();
  asked.push({ what, body: text === "" ? undefined : (JSON.parse(text) as unknown), from: request.headers.get("If-Match") });
  return Response.json(answers[what] ?? {}, { headers: { ETag: '"4"' } });
});
const { BREAKING, breakAndRun, healAndRun } = await import("./firstRun.ts");

const cache = new QueryClient();
const done = (options: ReturnType<typeof breakAndRun>) => cache.getMutationCache().build(cache, options).execute();

beforeEach(() => {
  asked = [];
  answers = {};
});

test("to make it fail only the expectation is changed, of the revision that was read", async () => {
  await done(breakAndRun("t"));
  expect(asked.map(({ what }) => what)).toEqual(["GET ", "PUT ", "POST /deploy", "POST /execute"]);
  expect(asked[1]).toMatchObject({ from: '"4"', body: { expected_result: BREAKING } });
  expect(Object.keys(asked[1]?.body as object).sort()).toEqual(["expected_result", "revision_note"]);
});

test("to heal it the expectation of before it was made to fail comes back, and edits made meanwhile stay", async () => {
  answers = {
    "GET ": { revision: 4, expected_result: BREAKING },
    "GET /revisions/3": { expected_result: BREAKING },
    "GET /revisions/2": { expected_result: { code: 200 } },
  };
  await done(healAndRun("t"));
  expect(asked.find(({ what }) => what === "PUT ")).toMatchObject({ from: '"4"', body: { expected_result: { code: 200 } } });
  expect(Object.keys(asked.find(({ what }) => what === "PUT ")?.body as object).sort()).toEqual(["expected_result", "revision_note"]);
});
