import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, whole } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart } from "./paging.ts";
import { stringified } from "../text/exact.ts";
import type { Check, RevisionHead, Test, TestInput, TestPatch } from "./schema.gen.ts";

/** A test as it was stored, with the mark that a change from it has to carry. */
export interface Stored {
  test: Test;
  tag: string | null;
}

/** The test as it is on the server now, and not as some page remembers it. */
export async function readTest(id: string, signal?: AbortSignal): Promise<Stored> {
  const answer = await whole(api.GET("/api/v1/tests/{test_id}", { params: { path: { test_id: id } }, ...(signal === undefined ? {} : { signal }) }));
  return { test: answer.body, tag: answer.headers.get("ETag") };
}

/** Makes a new test. */
export async function createTest(input: TestInput): Promise<Stored> {
  const answer = await whole(api.POST("/api/v1/tests", { body: input }));
  return { test: answer.body, tag: answer.headers.get("ETag") };
}

/**
 * Makes a new revision out of the fields that are given.
 *
 * @param from what it was made from; refused with 412 when somebody else has stored another since. Null: whatever is there
 */
export async function updateTest(id: string, input: Partial<TestInput>, from: string | null): Promise<Stored> {
  const answer = await whole(
    api.PUT("/api/v1/tests/{test_id}", {
      params: { path: { test_id: id } },
      // The document's defaults are for what is new; an update may leave out any field.
      body: input as TestPatch,
      ...(from === null ? {} : { headers: { "If-Match": from } }),
    }),
  );
  return { test: answer.body, tag: answer.headers.get("ETag") };
}

export function deleteTest(id: string) {
  return body(api.DELETE("/api/v1/tests/{test_id}", { params: { path: { test_id: id } } }));
}

/** A new test, or what is to be changed of one: the server judges it together with the rest of it, its secrets among that. */
export type Asked = TestInput | (Partial<TestInput> & { test_id: string });

/** What the server thinks of a draft; it stores nothing. */
export function findingsOf(asked: Asked) {
  return queryOptions({
    queryKey: keys.tests.findings(stringified(asked)),
    queryFn: ({ signal }) => body(api.POST("/api/v1/tests/validate", { body: asked as TestPatch, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 10_000,
    retry: false,
  });
}

/** Which checks an expectation makes of that result, and how they come out. */
export async function previewChecks(expected: unknown, output: Record<string, never>): Promise<Check[]> {
  return (await body(api.POST("/api/v1/tests/checks-preview", { body: { expected_result: expected, output_data: output } }))).checks;
}

/** How it did lately; only what the server counted. */
export function historyOf(id: string) {
  return queryOptions({
    queryKey: keys.tests.howLately(id),
    queryFn: async ({ signal }) => {
      const test = await body(api.GET("/api/v1/tests/{test_id}", { params: { path: { test_id: id }, query: { include: "history" } }, signal }));
      return test.history ?? null;
    },
  });
}

export function revisionList(id: string) {
  return partByPart<RevisionHead>(keys.tests.revisions(id), (cursor, signal) =>
    api.GET("/api/v1/tests/{test_id}/revisions", {
      params: { path: { test_id: id }, query: { limit: PART, ...(cursor === undefined ? {} : { cursor }) } },
      signal,
    }),
  );
}

/** A revision never changes. */
export function oneRevision(id: string, revision: number) {
  return queryOptions({
    queryKey: keys.tests.revision(id, revision),
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/tests/{test_id}/revisions/{revision}", { params: { path: { test_id: id, revision: String(revision) } }, signal })),
    staleTime: Infinity,
  });
}

/**
 * Stores what an older revision says as a new one.
 *
 * @param from the newest revision that whoever goes back has seen; refused with 412 when somebody has stored another since
 */
export function rollBack(id: string, revision: number, note: string, from: number) {
  return body(
    api.POST("/api/v1/tests/{test_id}/rollback", {
      params: { path: { test_id: id } },
      body: { revision, ...(note === "" ? {} : { note }) },
      headers: { "If-Match": `"${from}"` },
    }),
  );
}
