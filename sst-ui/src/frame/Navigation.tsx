import { useQuery } from "@tanstack/react-query";
import { NavLink } from "react-router";
import { overviewQuery } from "../api/overview.ts";
import styles from "./Navigation.module.css";
import { PLACES } from "./places.ts";

export function Navigation() {
  const count = useQuery(overviewQuery).data?.incidents.open ?? 0;
  return (
    <nav aria-label="Pages" className={styles.places}>
      {PLACES.map(({ to, name }) => (
        <NavLink key={to} to={to} end={to === "/"} className={styles.place ?? ""}>
          {name}
          {to === "/incidents" && count > 0 && (
            <span className={styles.count}>
              {count.toLocaleString()}
              <span className="visually-hidden"> open</span>
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
