import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { testList } from "../api/tests.ts";
import { useStore } from "../app/store.ts";
import { shortcuts } from "../keys/registry.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Inert } from "../ui/Inert.tsx";
import { told } from "../ui/states.tsx";
import styles from "./Palette.module.css";

interface Entry {
  id: string;
  kind: string;
  label: string;
  run: () => void;
}

const MOST_TESTS = 12;

/** One field to go anywhere and do anything: pages, what this page offers, and tests by name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(wanted.trim());
  const actions = useStore(shortcuts).filter(({ keys }) => keys !== "mod+k");
  const tests = useInfiniteQuery({ ...testList({ q: asked }), enabled: asked !== "" });
  const found = (tests.data?.pages[0]?.items ?? []).slice(0, MOST_TESTS);
  const lower = asked.toLowerCase();
  const entries: Entry[] = [
    ...actions
      .filter(({ label }) => label.toLowerCase().includes(lower))
      .map(({ keys, label, group, run }) => ({ id: keys, kind: group, label, run })),
    ...found.map((test) => ({ id: test.test_id, kind: "Test", label: test.name, run: () => void navigate(`/tests/${test.test_id}`) })),
  ];
  const current = Math.min(at, entries.length - 1);

  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function choose(entry: Entry | undefined): void {
    if (entry !== undefined) {
      onClose();
      // After the dialog has given the focus back.
      setTimeout(entry.run);
    }
  }

  function move(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((current + (event.key === "ArrowDown" ? 1 : -1) + entries.length) % Math.max(1, entries.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(entries[current]);
    }
  }

  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        type="search"
        role="combobox"
        data-focus
        aria-label="Page, action or test"
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-activedescendant={entries[current] === undefined ? undefined : `palette-${current}`}
        autoComplete="off"
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setAt(0);
        }}
        onKeyDown={move}
      />
      <div ref={list} id="palette-entries" role="listbox" aria-label="What was found" className={styles.entries}>
        {entries.map((entry, place) => (
          <div
            key={entry.id}
            id={`palette-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === current}
            className={styles.entry}
            onClick={() => choose(entry)}
            onKeyDown={move}
          >
            <Inert text={entry.label} limit={120} more={false} />
            <span className={styles.kind}>{entry.kind}</span>
          </div>
        ))}
      </div>
      {tests.isError && (
        <p role="status">
          Tests could not be looked for: <Inert text={told(tests.error)} limit={300} />
        </p>
      )}
      {entries.length === 0 && !tests.isFetching && !tests.isError && <p role="status">Nothing has that name.</p>}
    </Dialog>
  );
}
