import createClient, { type Middleware } from "openapi-fetch";
import { apiRoot } from "../app/mount.ts";
import { parsed, stringified } from "../text/exact.ts";
import { Refusal, Unreachable, asProblem } from "./problem.ts";
import type { paths } from "./schema.gen.ts";

/** What a change carries as proof that our own page sent it; told by the session. */
let proof: { header: string; token: string } | undefined;

export function carryProof(header: string, token: string | null): void {
  proof = token === null ? undefined : { header, token };
}

/** A host application's own protection, as Spring Security offers it to pages: a cookie to be sent back as a header. */
function hostsProof(): string | undefined {
  const value = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
  return value === undefined ? undefined : decodeURIComponent(value);
}

const prove: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") {
      const host = hostsProof();
      if (proof !== undefined) {
        request.headers.set(proof.header, proof.token);
      }
      if (host !== undefined) {
        request.headers.set("X-XSRF-TOKEN", host);
      }
    }
    return request;
  },
};

const client = createClient<paths>({ baseUrl: apiRoot, credentials: "same-origin", bodySerializer: (sent) => stringified(sent) });
client.use(prove);

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

/** What a list can be asked for. Filters come from the page's address as plain words: the server says which of them it does not know. */
export type ListQuery<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;
