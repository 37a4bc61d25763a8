import type { ButtonHTMLAttributes } from "react";
import styles from "./Button.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One `main` on a page; `danger` for what cannot be undone. */
  look?: "main" | "plain" | "quiet" | "danger";
  /** Under way: it stays focusable, and does nothing. */
  busy?: boolean;
  /** Why it cannot be pressed now; shown and read. It stays focusable, so that the reason can be found. */
  unavailable?: string | undefined;
}

export function Button({ look = "plain", busy = false, unavailable, className, title, onClick, type = "button", ...rest }: Props) {
  const off = busy || unavailable !== undefined;
  return (
    <button
      {...rest}
      type={type}
      className={[styles.button, className].filter(Boolean).join(" ")}
      data-look={look}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      title={unavailable ?? title}
      onClick={off ? (event) => event.preventDefault() : onClick}
    />
  );
}
