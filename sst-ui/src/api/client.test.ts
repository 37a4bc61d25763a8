import { afterEach, expect, test, vi } from "vitest";

vi.mock("../app/mount.ts", () => ({ apiRoot: "http://server.test" }));
vi.stubGlobal("document", { cookie: "" });
const sent: string[] = [];
let answer = new Response();
vi.stubGlobal("fetch", async (request: Request) => {
  sent.push(await request.text());
  return answer;
});
const { api, body } = await import("./client.ts");

afterEach(() => void sent.splice(0));

test("large whole numbers come and go with all their digits", async () => {
  answer = new Response('{"checks":[{"actual":12345678901234567890}]}');
  const asked = api.POST("/api/v1/tests/checks-preview", { body: { expected_result: { id: 9007199254740993n }, output_data: {} } });
  expect(await body(asked)).toEqual({ checks: [{ actual: 12345678901234567890n }] });
  expect(sent).toEqual(['{"expected_result":{"id":9007199254740993},"output_data":{}}']);
});

test("a large number is read out of an answer that says its length, too", async () => {
  answer = new Response('{"checks":[{"actual":9007199254740993}]}', { headers: { "Content-Length": "40" } });
  expect(await body(api.GET("/api/v1/session"))).toEqual({ checks: [{ actual: 9007199254740993n }] });
});

test("a refusal keeps the server's words", async () => {
  answer = new Response('{"status":409,"title":"Conflict","detail":"It is running."}', { status: 409 });
  await expect(body(api.DELETE("/api/v1/session"))).rejects.toThrow("It is running.");
});

test("an answer without a body is none", async () => {
  answer = new Response(null, { status: 204 });
  await expect(body(api.DELETE("/api/v1/session"))).resolves.toBeUndefined();
});
