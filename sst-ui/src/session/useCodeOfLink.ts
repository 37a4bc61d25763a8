import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { signIn } from "../api/session.ts";
import { told } from "../ui/states.tsx";

type Link = { state: "none" } | { state: "using" } | { state: "refused"; why: string };

/** A link that lets in once carries its code behind the `#`, which browsers send to nobody. */
function codeOfAddress(): string | undefined {
  return /^#code=([\w-]{20,})$/.exec(window.location.hash)?.[1];
}

/** The one exchange of the code; kept outside, since React may begin a component twice. */
let exchange: Promise<void> | undefined;

/** Signs in with the code of the link that was followed, and takes the code out of the address. */
export function useCodeOfLink(): Link {
  const navigate = useNavigate();
  const [link, setLink] = useState<Link>(() => ({ state: codeOfAddress() === undefined ? "none" : "using" }));
  useEffect(() => {
    const code = codeOfAddress();
    if (code !== undefined) {
      exchange = signIn({ code });
      void navigate("/", { replace: true });
    }
    exchange
      ?.then(() => setLink({ state: "none" }))
      .catch((error: unknown) => setLink({ state: "refused", why: told(error) }));
  }, [navigate]);
  return link;
}
