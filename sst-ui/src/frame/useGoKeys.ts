import { useNavigate } from "react-router";
import { useShortcuts } from "../keys/useKeys.ts";
import { PLACES } from "./places.ts";

/** `g` and a letter go to a page. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useShortcuts(PLACES.map(({ to, name, key }) => ({ keys: `g ${key}`, label: name, group: "Go to", run: () => void navigate(to) })));
}
