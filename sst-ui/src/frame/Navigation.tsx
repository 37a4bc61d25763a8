import { useInfiniteQuery } from "@tanstack/react-query";
import { NavLink } from "react-router";
import { incidentList } from "../api/incidents.ts";
import styles from "./Navigation.module.css";
import { PLACES } from "./places.ts";

export function Navigation() {
  const open = useInfiniteQuery(incidentList({ status: "open" }));
  const first = open.data?.pages[0];
  const count = first === undefined ? 0 : first.items.length;
  return (
    <nav aria-label="Pages" className={styles.places}>
      {PLACES.map(({ to, name }) => (
        <NavLink key={to} to={to} end={to === "/"} className={styles.place ?? ""}>
          {name}
          {to === "/incidents" && count > 0 && (
            <span className={styles.count}>
              {count}
              {first?.next !== null && "+"}
              <span className="visually-hidden"> open</span>
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
