import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../api/keys.ts";
import { sessionQuery, signOut } from "../api/session.ts";
import { dropDrafts, keptDrafts } from "../app/drafts.ts";
import { letterKeys, theme, zone } from "../app/preferences.ts";
import { useStore } from "../app/store.ts";
import { Icon } from "../ui/Icon.tsx";
import { Menu, type MenuItem } from "../ui/Menu.tsx";
import { DropDrafts } from "./DropDrafts.tsx";

const NEXT_THEME = { system: "light", light: "dark", dark: "system" } as const;

/** What is chosen at this browser, and the way out. */
export function Settings({ onKeys }: { onKeys: () => void }) {
  const cache = useQueryClient();
  const session = useQuery(sessionQuery);
  const colours = useStore(theme);
  const inZone = useStore(zone);
  const letters = useStore(letterKeys);
  // One that fails is told as every change is: nobody is to believe that they are out.
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      // First the session, which the page follows; what is then no longer shown is forgotten.
      cache.setQueryData(keys.session, null);
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
      dropDrafts();
    },
  });
  const [asking, setAsking] = useState(false);
  const items: MenuItem[] = [
    { label: `Colours: ${colours}`, run: () => theme.set(NEXT_THEME[colours]) },
    { label: `Times: ${inZone === "utc" ? "UTC" : "local"}`, run: () => zone.set(inZone === "utc" ? "local" : "utc") },
    { label: `Letters as keys: ${letters}`, run: () => letterKeys.set(letters === "on" ? "off" : "on") },
    { label: "Show the keys", run: onKeys },
  ];
  if (session.data?.csrf_token != null) {
    items.push({ label: `Sign out ${session.data.name}`, run: () => (keptDrafts() === 0 ? leave.mutate() : setAsking(true)) });
  }
  return (
    <>
      <Menu label="Settings" icon={<Icon name="gear" />} items={items} />
      {asking && <DropDrafts busy={leave.isPending} onConfirm={() => leave.mutate()} onClose={() => setAsking(false)} />}
    </>
  );
}
