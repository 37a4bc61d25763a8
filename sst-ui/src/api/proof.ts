/** What a change carries so that the server sees that its own page sent it: headers by their name. */
export type Proof = Readonly<Record<string, string>>;

interface Proofs {
  now: () => Proof;
  /** Asks the server for the proof of whoever sits here now; not usable when it is somebody else than before, or nobody. */
  anew: () => Promise<boolean>;
}

/**
 * Sends a request, and a change with its proof. A change that is forbidden because its proof has become old (another tab has
 * signed in since) is sent once more with the new one: nothing was done by the first.
 */
export async function sendProven(request: Request, proofs: Proofs, send: (request: Request) => Promise<Response>): Promise<Response> {
  if (request.method === "GET") {
    return send(request);
  }
  const before = proofs.now();
  const again = request.clone();
  const response = await send(proven(request, before));
  if (response.status !== 403 || !(await proofs.anew())) {
    return response;
  }
  const after = proofs.now();
  return JSON.stringify(before) === JSON.stringify(after) ? response : send(proven(again, after));
}

function proven(request: Request, proof: Proof): Request {
  Object.entries(proof).forEach(([name, value]) => request.headers.set(name, value));
  return request;
}

/** The value of a cookie; undefined when there is none of that name, or when it is not written as a page can send it back. */
export function cookieOf(cookies: string, name: string): string | undefined {
  const value = cookies
    .split(";")
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
