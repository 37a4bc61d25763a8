"""Executes a test and shows what it prints while it runs."""

import time

from refusal import Refusal

PAUSE = 0.2
ALLOWANCE = 600  # seconds for all that is not the test's own time: a queue, a start, a server that comes back


def execute(api, test_id, out):
    """Executes it; the finished execution. Raises Refusal when it is not finished long after its own time was over."""
    test = api.get("/tests/%s" % test_id)
    return watch(api, test, api.post("/tests/%s/execute" % test_id), out)


def watch(api, test, execution, out):
    """The same for an execution of that test that has begun."""
    patience = (test["timeout"] + test["retry_delay"]) * (test["retry_count"] + 1) + ALLOWANCE
    end = time.monotonic() + patience
    seen = 0
    status = None
    while True:
        seen = _print_output(api, execution["execution_id"], seen, out)
        if execution["status"] != status:
            status = execution["status"]
            out("  %-8s execution %s" % (status, execution["execution_id"]))
        if status not in ("pending", "running"):
            break
        if time.monotonic() > end:
            raise Refusal(
                "Execution %s is still %s after %d s." % (execution["execution_id"], status, patience),
                "It is left as it is: see ./sst status, or cancel it with POST /api/v1/executions/%s/cancel." % execution["execution_id"],
            )
        time.sleep(PAUSE)
        execution = api.get("/executions/%s" % execution["execution_id"])
    for check in execution.get("checks") or []:
        if not check["passed"]:
            out("  check    %s%s: %s" % (check["name"], " at " + check["path"] if check.get("path") else "", check["message"]))
    if execution.get("error_message"):
        out("  cause    %s" % execution["error_message"])
    return execution


def _print_output(api, execution_id, seen, out):
    while True:
        chunk = api.get("/executions/%s/output" % execution_id, after=seen)
        for line in chunk["text"].splitlines():
            out("  | " + printable(line))
        if chunk["next"] <= seen:
            return seen
        seen = chunk["next"]


def printable(line):
    """A test's output must not steer the terminal."""
    return "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in line)
