import { Suspense, lazy, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { useKeyListener, useShortcuts } from "../keys/useKeys.ts";
import { Loading } from "../ui/states.tsx";
import { Crash } from "../app/Crash.tsx";
import { ConnectionMark } from "./ConnectionMark.tsx";
import { EngineStrip } from "./EngineStrip.tsx";
import styles from "./Frame.module.css";
import { Navigation } from "./Navigation.tsx";
import { ReadOnlyMark } from "./ReadOnlyMark.tsx";
import { Settings } from "./Settings.tsx";
import { useGoKeys } from "./useGoKeys.ts";

const Palette = lazy(() => import("./Palette.tsx"));
const KeySheet = lazy(() => import("./KeySheet.tsx"));

/** What stands around every page. */
export function Frame() {
  const { pathname } = useLocation();
  const [open, setOpen] = useState<"palette" | "keys" | undefined>();
  const close = () => setOpen(undefined);
  useKeyListener();
  useGoKeys();
  useShortcuts([
    { keys: "mod+k", label: "Go to anything", group: "Everywhere", run: () => setOpen("palette") },
    { keys: "?", label: "Show the keys", group: "Everywhere", run: () => setOpen("keys") },
    { keys: "/", label: "Search on this page", group: "Everywhere", run: () => document.querySelector<HTMLElement>("main input[type=search]")?.focus() },
  ]);
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip} onClick={skip}>
        Skip to the content
      </a>
      <header className={styles.head}>
        <Navigation />
        <div className={styles.tools}>
          <ReadOnlyMark />
          <ConnectionMark />
          <button type="button" className={styles.search} onClick={() => setOpen("palette")} title="Go to anything (Ctrl or Cmd + K)">
            Go to … <kbd>Ctrl K</kbd>
          </button>
          <Settings onKeys={() => setOpen("keys")} />
        </div>
        <EngineStrip />
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Crash key={pathname}>
          <Suspense fallback={<Loading what="the page" />}>
            <Outlet />
          </Suspense>
        </Crash>
      </main>
      <Suspense>
        {open === "palette" && <Palette onClose={close} />}
        {open === "keys" && <KeySheet onClose={close} />}
      </Suspense>
    </div>
  );
}

/** A link to a part of this page would be resolved against <base>. */
function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
