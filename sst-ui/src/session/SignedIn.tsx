import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { sessionQuery } from "../api/session.ts";
import { ErrorState, Loading } from "../ui/states.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { useCodeOfLink } from "./useCodeOfLink.ts";

/** Its children for whoever is known; the sign-in page for others, at the same address, so that nobody loses their place. */
export function SignedIn({ children }: { children: ReactNode }) {
  const link = useCodeOfLink();
  const session = useQuery({ ...sessionQuery, enabled: link.state !== "using" });
  if (session.data !== null && session.data !== undefined) {
    return children;
  }
  if (session.data === null) {
    return <SignInPage refused={link.state === "refused" ? link.why : undefined} />;
  }
  return session.isError ? (
    <main>
      <ErrorState what="the page" error={session.error} again={() => void session.refetch()} />
    </main>
  ) : (
    <Loading what="your session" />
  );
}
