/** The names under which answers are kept. A prefix names all that begin with it. */
export const keys = {
  session: ["session"] as const,
  health: ["health"] as const,
  overview: ["overview"] as const,
  templates: ["templates"] as const,
  engine: {
    status: ["engine", "status"] as const,
    executions: ["engine", "executions"] as const,
    probe: ["engine", "probe"] as const,
    run: (id: string) => ["engine", "run", id] as const,
    template: (id: string) => ["engine", "template", id] as const,
  },
  tests: {
    lists: ["tests", "list"] as const,
    list: (filter: object) => ["tests", "list", filter] as const,
    facets: ["tests", "facets"] as const,
    histories: ["tests", "history"] as const,
    history: (filter: object) => ["tests", "history", filter] as const,
    one: (id: string) => ["tests", "one", id] as const,
    /** Of a revision, which never changes. */
    revision: (id: string, revision: number) => ["tests", "one", id, "revision", revision] as const,
    /** Of a test as it was when somebody began to edit it. */
    underEdit: (id: string) => ["tests", "one", id, "under edit"] as const,
    deployment: (id: string) => ["tests", "deployment", id] as const,
    readBack: (id: string) => ["tests", "read-back", id] as const,
    howLately: (id: string) => ["tests", "how-lately", id] as const,
    revisions: (id: string) => ["tests", "revisions", id] as const,
    plan: (id: string) => ["tests", "plan", id] as const,
    findings: (draft: string) => ["tests", "findings", draft] as const,
  },
  executions: {
    lists: ["executions", "list"] as const,
    list: (filter: object) => ["executions", "list", filter] as const,
    one: (id: string) => ["executions", "one", id] as const,
    /** As the engine tells them while it runs, and once it is over. */
    steps: (id: string, over: boolean) => ["executions", "steps", id, over] as const,
    inquiries: (id: string) => ["executions", "inquiries", id] as const,
    lastPass: (testId: string, before: string) => ["executions", "last-pass", testId, before] as const,
    histogram: (range: object) => ["executions", "histogram", range] as const,
  },
  incidents: {
    lists: ["incidents", "list"] as const,
    list: (filter: object) => ["incidents", "list", filter] as const,
    story: (id: string) => ["incidents", "story", id] as const,
  },
};
