import { useDeferredValue, useMemo, useState } from "react";
import { stringified } from "../text/exact.ts";
import { members, pointer, search, type Json } from "../text/json.ts";
import { CopyButton } from "./CopyButton.tsx";
import { Inert } from "./Inert.tsx";
import styles from "./JsonView.module.css";

const AT_FIRST = 100;
const MOST_FOUND = 50;

/** So many places one sees at a glance. */
const FEW = 12;

/** A JSON document as a tree: opened level by level, searched, and each value's path can be copied. Any size. */
export function JsonView({ value, label }: { value: Json; label: string }) {
  const [wanted, setWanted] = useState("");
  const asked = useDeferredValue(wanted.trim());
  const many = useMemo(() => search(value, "", FEW + 1).length > FEW, [value]);
  const found = useMemo(() => (asked === "" ? [] : search(value, asked, MOST_FOUND)), [value, asked]);
  return (
    <section aria-label={label} className={styles.view}>
      <div className={styles.tools}>
        {many && <input type="search" placeholder="Search names and values" aria-label={`Search in ${label}`} value={wanted} onChange={(event) => setWanted(event.target.value)} />}
        <CopyButton text={() => stringified(value, 2)} label="Copy all of it" />
      </div>
      {asked === "" ? <Node name="" value={value} path={[]} open /> : <Found paths={found} root={value} />}
    </section>
  );
}

function Found({ paths, root }: { paths: string[][]; root: Json }) {
  if (paths.length === 0) {
    return <p>Nothing in it has that text.</p>;
  }
  return (
    <>
      <p>{paths.length === MOST_FOUND ? `The first ${MOST_FOUND} places:` : `${paths.length} found:`}</p>
      {paths.map((path) => (
        <Node key={pointer(path)} name={pointer(path)} value={at(root, path)} path={path} />
      ))}
    </>
  );
}

function at(root: Json, path: readonly string[]): Json {
  return path.reduce<Json>((value, name) => members(value)?.find(([member]) => member === name)?.[1] ?? null, root);
}

interface NodeProps {
  name: string;
  value: Json;
  path: string[];
  open?: boolean;
}

function Node({ name, value, path, open = false }: NodeProps) {
  const [opened, setOpened] = useState(open);
  const inside = members(value);
  if (inside === undefined) {
    return (
      <div className={styles.leaf}>
        <Name name={name} />
        <code data-kind={value === null ? "null" : typeof value === "bigint" ? "number" : typeof value}>
          <Inert text={stringified(value)} />
        </code>
        <CopyButton text={pointer(path)} label={`Copy the path ${pointer(path)}`} />
      </div>
    );
  }
  return (
    <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)} className={styles.branch}>
      <summary>
        <Name name={name} />
        <span className={styles.size}>{Array.isArray(value) ? `[ ${inside.length} ]` : `{ ${inside.length} }`}</span>
      </summary>
      {opened && <Children inside={inside} path={path} />}
    </details>
  );
}

function Children({ inside, path }: { inside: [string, Json][]; path: string[] }) {
  const [shown, setShown] = useState(AT_FIRST);
  return (
    <>
      {inside.slice(0, shown).map(([name, value]) => (
        <Node key={name} name={name} value={value} path={[...path, name]} open={path.length === 0 && inside.length <= 20} />
      ))}
      {inside.length > shown && (
        <button type="button" className={styles.more} onClick={() => setShown(shown * 4)}>
          {inside.length - shown} more …
        </button>
      )}
    </>
  );
}

function Name({ name }: { name: string }) {
  return name === "" ? null : (
    <span className={styles.name}>
      <Inert text={name} limit={200} />:
    </span>
  );
}
