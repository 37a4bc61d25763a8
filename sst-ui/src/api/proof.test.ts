import { expect, test, vi } from "vitest";
import { cookieOf, sendProven } from "./proof.ts";

const change = () => new Request("http://server/api/v1/tests", { method: "POST", body: "a test" });

/** A server that takes only one proof. */
function server(takes: string) {
  const seen: string[] = [];
  const send = vi.fn(async (request: Request) => {
    seen.push(`${request.headers.get("X-Proof") ?? "none"}: ${await request.text()}`);
    return new Response(null, { status: request.headers.get("X-Proof") === takes ? 201 : 403 });
  });
  return { send, seen };
}

/** A proof that is old until it is asked for anew. */
function renewed(usable: boolean) {
  let proof = "old";
  return {
    now: () => ({ "X-Proof": proof }),
    anew: () => {
      proof = "new";
      return Promise.resolve(usable);
    },
  };
}

test("a change whose proof became old is sent once more, whole, with the new one", async () => {
  const { send, seen } = server("new");
  const proofs = renewed(true);
  expect((await sendProven(change(), proofs, send)).status).toBe(201);
  expect(seen).toEqual(["old: a test", "new: a test"]);
});

test("what is forbidden in spite of a proof that holds is asked once", async () => {
  const { send } = server("another");
  const proofs = { now: () => ({ "X-Proof": "mine" }), anew: () => Promise.resolve(true) };
  expect((await sendProven(change(), proofs, send)).status).toBe(403);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a change is not sent again in the name of somebody else", async () => {
  const { send } = server("new");
  const proofs = renewed(false);
  expect((await sendProven(change(), proofs, send)).status).toBe(403);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a change that is taken asks for no other proof", async () => {
  const anew = vi.fn(() => Promise.resolve(true));
  await sendProven(change(), { now: () => ({ "X-Proof": "mine" }), anew }, server("mine").send);
  expect(anew).not.toHaveBeenCalled();
});

test("what only reads carries no proof, and is not sent again", async () => {
  const { send, seen } = server("mine");
  const anew = vi.fn(() => Promise.resolve(true));
  await sendProven(new Request("http://server/api/v1/tests"), { now: () => ({ "X-Proof": "mine" }), anew }, send);
  expect(seen).toEqual(["none: "]);
  expect(anew).not.toHaveBeenCalled();
});

test("a cookie is found among others", () => {
  expect(cookieOf("a=1; XSRF-TOKEN=b%20c; d=2", "XSRF-TOKEN")).toBe("b c");
  expect(cookieOf("MY-XSRF-TOKEN=b", "XSRF-TOKEN")).toBeUndefined();
});

test("a cookie that cannot be read counts as none", () => {
  expect(cookieOf("XSRF-TOKEN=%E0%A4%A", "XSRF-TOKEN")).toBeUndefined();
});
