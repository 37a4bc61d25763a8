import { useStore } from "../app/store.ts";
import { Button } from "./Button.tsx";
import { Inert } from "./Inert.tsx";
import styles from "./Toasts.module.css";
import { close, toasts } from "./toasts.ts";

/** Where toasts appear. Once on a page. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <section aria-label="Messages" className={styles.place}>
      {shown.map(({ id, tone, text, action }) => (
        <div key={id} data-toast={id} className={styles.toast} data-tone={tone}>
          <span className={styles.text}>
            <Inert text={text} />
          </span>
          {action !== undefined && (
            <Button
              look="quiet"
              onClick={() => {
                close(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <Button look="quiet" aria-label="Close this message" onClick={() => close(id)}>
            ✕
          </Button>
        </div>
      ))}
    </section>
  );
}
