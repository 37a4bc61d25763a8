import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { toast } from "./toasts.ts";

/** Copies a text, which may be made only then, and says so; where the browser does not let it, it says that. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      toast({ tone: "plain", text: "Copied." });
    } catch {
      toast({ tone: "bad", text: "The browser does not let this page copy; select the text instead." });
    }
  }
  return (
    <Button look="quiet" aria-label={label} title={label} onClick={() => void copy()}>
      <Icon name="copy" />
    </Button>
  );
}
