import { useStore } from "../app/store.ts";
import { announcement } from "./announcer.ts";

/** The regions that screen readers listen to. Once on a page. */
export function Announcer() {
  const { text, politeness } = useStore(announcement);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {politeness === "polite" ? text : ""}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive">
        {politeness === "assertive" ? text : ""}
      </div>
    </>
  );
}
