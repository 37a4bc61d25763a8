/** Where one can go, and the second key of `g` for it. */
export const PLACES = [
  { to: "/", name: "Overview", key: "o" },
  { to: "/tests", name: "Tests", key: "t" },
  { to: "/executions", name: "Executions", key: "r" },
  { to: "/incidents", name: "Incidents", key: "i" },
  { to: "/stackstorm", name: "StackStorm", key: "s" },
] as const;
