"""As much of the server as the launcher meets, in memory. STUB says in what way it misbehaves."""

import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

STUB = os.environ.get("STUB", "")
TOKEN = "stub-token-of-at-least-32-characters"
VERDICTS = ("passed", "failed", "error", "timeout", "infrastructure", "cancelled", "skipped")
TIMES = {"timeout": 300, "retry_count": 0, "retry_delay": 5}
TESTS, EXECUTIONS, INCIDENTS = {}, {}, []


def execute(test):
    """Passes unless its deployed code prints "failed", or its name is a verdict."""
    verdict = "failed" if '"status": "failed",\n            "message": "Test passed' in test["live"] else "passed"
    if test["name"].startswith("verdict "):
        verdict = test["name"].split()[1]
    if STUB == "blind":
        verdict = "passed"
    status = {"error": "failed", "infrastructure": "failed", "skipped": "cancelled"}.get(verdict, verdict)
    execution = {"execution_id": "e%d" % len(EXECUTIONS), "test_id": test["test_id"], "status": status, "verdict": verdict, "checks": [], "error_message": None, "polls": 0}
    EXECUTIONS[execution["execution_id"]] = execution
    if verdict == "failed":
        execution["error_message"] = "status is failed"
        execution["checks"] = [{"name": "status", "path": "/status", "passed": False, "message": "it is failed"}]
        INCIDENTS.append({"incident_id": "i%d" % len(INCIDENTS), "status": "open", "title": "It broke", "test_id": test["test_id"], "resolved_at": None})
    if verdict == "passed":
        for incident in INCIDENTS:
            incident.update(status="resolved", resolved_at="2026-11-23T10:00:00Z")
    return execution


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        if url.path == "/health":
            health = {"status": "down" if STUB == "down" else "up"}
            if self._known():
                health["components"] = [{"name": "database", "state": health["status"], "detail": ""}]
            return self._answer(503 if STUB == "down" else 200, health)
        if not self._known():
            return self._answer(401, {"detail": "Say who you are."})
        parts = url.path.strip("/").split("/")[2:]
        if parts == ["incidents"]:
            return self._answer(200, INCIDENTS)
        if parts == ["tests"]:
            return self._answer(200, [test for test in TESTS.values() if query["q"][0] in test["name"]])
        if parts[0] == "tests":
            return self._answer(200, TESTS[parts[1]]) if parts[1] in TESTS else self._answer(404, {"detail": "There is none."})
        execution = EXECUTIONS[parts[1]]
        if parts[2:] == ["output"]:
            text = "hello \x1b[2Jworld\n" if query["after"] == ["0"] else ""
            return self._answer(200, {"text": text, "next": 20, "complete": True})
        return self._answer(200, execution)

    def do_POST(self):
        if not self._known():
            return self._answer(401, {"detail": "Say who you are."})
        body = self._body()
        parts = self.path.strip("/").split("/")[2:]
        if parts == ["tests"]:
            test = dict({**TIMES, **body}, test_id="t%d" % len(TESTS), stackstorm_pack="synthetic_tests", live="")
            TESTS[test["test_id"]] = test
            return self._answer(201, test)
        test = TESTS[parts[1]]
        if parts[2] == "deploy":
            test["live"] = test.get("test_code", "x")
            begun = execute(test)["execution_id"] if body == {"execute": True} and STUB != "unwilling" else None
            warnings = [{"field": "", "message": "it is \x1b[2J odd"}] if body else []
            return self._answer(200, {"message": "Test deployed", "execution_id": begun, "warnings": warnings})
        if not test["live"]:
            return self._answer(409, {"detail": "It was never deployed."})
        return self._answer(202, dict(execute(test), status="pending", verdict=None))

    def do_PUT(self):
        test = TESTS[self.path.strip("/").split("/")[3]]
        test.update(self._body())
        return self._answer(200, test)

    def _known(self):
        return self.headers.get("Authorization") == "Bearer " + TOKEN

    def _body(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return json.loads(raw) if raw else None

    def _answer(self, status, body):
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_):
        pass


def main():
    if STUB == "dies":
        print("APPLICATION FAILED TO START")
        sys.exit(3)
    Path(os.environ["SST_HOME"], "token").write_text(TOKEN)
    Path(os.environ["SST_HOME"], "environment.json").write_text(json.dumps(dict(os.environ)))
    for name in ["Login check", "Twice", "Twice"] + ["verdict " + word for word in VERDICTS]:
        TESTS["t%d" % len(TESTS)] = {"test_id": "t%d" % len(TESTS), "name": name, "stackstorm_pack": "p%d" % len(TESTS), **TIMES, "live": "" if STUB == "undeployed" else "x"}
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ["SST_PORT"])), Handler)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))
    print("Administrator token, shown this once: " + TOKEN, flush=True)
    print("listening", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
