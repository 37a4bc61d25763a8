import { Button } from "./Button.tsx";
import { copy } from "./copy.ts";
import { Icon } from "./Icon.tsx";

/** Copies a text, which may be made only then. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  return (
    <Button look="quiet" aria-label={label} title={label} onClick={() => void copy(typeof text === "string" ? text : text())}>
      <Icon name="copy" />
    </Button>
  );
}
