import type { FieldProblem, Problem } from "./schema.gen.ts";

/** The server said no, and why. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "Refusal";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  /** What is wrong with that field, and with the parts of it. */
  of(field: string): FieldProblem[] {
    return this.problem.errors.filter((error) => error.field === field || error.field.startsWith(`${field}.`));
  }
}

/** No answer came: nobody knows whether anything was changed. */
export class Unreachable extends Error {
  constructor() {
    super("The server does not answer.");
    this.name = "Unreachable";
  }
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof Refusal && error.status === status;
}

/** What may still be shown of what was read: nothing once the server says that it is gone, or not for whoever sits here. */
export function standing<T>({ data, error }: { data: T | undefined; error: unknown }): T | undefined {
  return isStatus(error, 404) || isStatus(error, 403) ? undefined : data;
}

/** A problem document out of whatever came: something between us and the server may have answered instead of it. */
export function asProblem(status: number, answer: unknown): Problem {
  if (typeof answer === "object" && answer !== null && "detail" in answer && typeof answer.detail === "string") {
    const errors = "errors" in answer && Array.isArray(answer.errors) ? (answer.errors as FieldProblem[]) : [];
    return { type: "about:blank", title: "", ...answer, status, detail: answer.detail, errors };
  }
  const detail = `Something between this page and the server answered ${status}, not the server itself.`;
  return { type: "about:blank", title: "", status, detail, errors: [] };
}
