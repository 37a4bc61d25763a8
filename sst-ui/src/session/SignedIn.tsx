import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Session } from "../api/schema.gen.ts";
import { sessionQuery } from "../api/session.ts";
import { signsInHere } from "../app/mount.ts";
import { Inert } from "../ui/Inert.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { ErrorState, Loading, NoPermission } from "../ui/states.tsx";
import { SignInElsewhere } from "./SignInElsewhere.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { useCodeOfLink } from "./useCodeOfLink.ts";

/** Its children for whoever is known and may read; the sign-in page for others, at the same address, so that nobody loses their place. */
export function SignedIn({ children }: { children: ReactNode }) {
  const link = useCodeOfLink();
  const session = useQuery({ ...sessionQuery, enabled: link.state !== "using" });
  if (session.data !== null && session.data !== undefined) {
    return session.data.permissions.includes("read") ? children : <Stranger session={session.data} />;
  }
  if (session.data === null) {
    return !signsInHere ? <SignInElsewhere /> : <SignInPage refused={link.state === "refused" ? link.why : undefined} />;
  }
  return session.isError ? (
    <main>
      <ErrorState what="the page" error={session.error} again={() => void session.refetch()} />
    </main>
  ) : (
    <Loading what="your session" />
  );
}

/** Known, and in no role that may see anything. */
function Stranger({ session }: { session: Session }) {
  return (
    <main>
      <PageHead title="Synthetic tests" tab="No permission" />
      <NoPermission title="You may not see these tests.">
        You are signed in as <Inert text={session.name} limit={100} />. Whoever looks after this application can give you a role that may.
      </NoPermission>
    </main>
  );
}
