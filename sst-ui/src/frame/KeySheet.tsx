import { useStore } from "../app/store.ts";
import { shortcuts } from "../keys/registry.ts";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./KeySheet.module.css";

/** Every key that does something here. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const all = useStore(shortcuts);
  const groups = [...new Set(all.map(({ group }) => group))];
  return (
    <Dialog title="Keys" onClose={onClose}>
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl className={styles.keys}>
            {all
              .filter((shortcut) => shortcut.group === group)
              .map(({ keys, label }) => (
                <div key={keys} className={styles.line}>
                  <dt>
                    {keys.split(" ").map((key) => (
                      <kbd key={key}>{key.replace("mod+", "Ctrl/Cmd ")}</kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p>Single letters are off while you type, and can be switched off in the settings.</p>
    </Dialog>
  );
}
