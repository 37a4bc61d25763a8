import createClient from "openapi-fetch";
import { apiRoot } from "../app/mount.ts";
import { parsed, stringified } from "../text/exact.ts";
import { Refusal, Unreachable, asProblem } from "./problem.ts";
import { cookieOf, sendProven, type Proof } from "./proof.ts";
import type { paths, Session } from "./schema.gen.ts";

/** Who sits here, as the server last told: what a change carries as proof that our own page sent it. */
let known: Session | undefined;

export function carryProof(session: Session): void {
  known = session;
}

function proofNow(): Proof {
  // A host application's own protection, as Spring Security offers it to pages: a cookie to be sent back as a header.
  const host = cookieOf(document.cookie, "XSRF-TOKEN");
  return {
    ...(known === undefined || known.csrf_token === null ? {} : { [known.csrf_header]: known.csrf_token }),
    ...(host === undefined ? {} : { "X-XSRF-TOKEN": host }),
  };
}

/** Another tab may have signed in since. Where it is somebody else now, a change in their name is for them to make. */
async function proofAnew(): Promise<boolean> {
  const before = known;
  try {
    const { data } = await api.GET("/api/v1/session", { cache: "no-store" });
    if (data === undefined || data.name !== before?.name) {
      return false;
    }
    carryProof(data);
    return true;
  } catch {
    return false;
  }
}

const client = createClient<paths>({
  baseUrl: apiRoot,
  credentials: "same-origin",
  bodySerializer: (sent) => stringified(sent),
  fetch: (request) => sendProven(request, { now: proofNow, anew: proofAnew }, fetch),
});

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** That method, with whole numbers of any length in what it answers: the client itself would read them with `JSON.parse`. */
function exact<M extends (path: never, init: never) => Promise<unknown>>(method: M): M {
  const ask = method as unknown as (path: string, init: object | undefined) => Promise<Outcome<string>>;
  const asked = async (path: string, init?: object): Promise<Outcome<unknown>> => {
    const { data, ...outcome } = await ask(path, { ...init, parseAs: "text" });
    return data === undefined || data === "" ? outcome : { ...outcome, data: parsed(data) };
  };
  return asked as unknown as M;
}

/** The routes of the API with their types, made from the server's own document. */
export const api = { GET: exact(client.GET), POST: exact(client.POST), PUT: exact(client.PUT), DELETE: exact(client.DELETE) };

/** The body of a good answer. Throws {@link Refusal} or {@link Unreachable}. */
export async function body<T>(asked: Promise<Outcome<T>>): Promise<T> {
  return (await whole(asked)).body;
}

/** The body of a good answer, with its headers. */
export async function whole<T>(asked: Promise<Outcome<T>>): Promise<{ body: T; headers: Headers }> {
  let outcome: Outcome<T>;
  try {
    outcome = await asked;
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") {
      throw problem;
    }
    throw new Unreachable();
  }
  if (!outcome.response.ok) {
    throw new Refusal(asProblem(outcome.response.status, outcome.error));
  }
  // An answer without a body has type undefined, and is undefined.
  return { body: outcome.data as T, headers: outcome.response.headers };
}

/** Whatever is answered there, be it by the server or by a host application that has kept the address for itself. Throws {@link Unreachable}. */
export async function anyAnswer(path: string, signal: AbortSignal): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(apiRoot + path, { credentials: "same-origin", headers: { Accept: "application/json" }, signal });
    return { status: response.status, text: await response.text() };
  } catch (problem) {
    throw signal.aborted ? problem : new Unreachable();
  }
}

/** What a list can be asked for. Filters come from the page's address as plain words: the server says which of them it does not know. */
export type ListQuery<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;
