import { toast } from "./toasts.ts";

/** Puts a text on the clipboard and says so; where the browser does not let it, it says that. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ tone: "plain", text: "Copied." });
  } catch {
    toast({ tone: "bad", text: "The browser does not let this page copy; select the text instead." });
  }
}
