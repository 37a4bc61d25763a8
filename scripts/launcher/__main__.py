"""`./sst`: starts the server, shows it at work, and talks to it."""

import sys

import demo
import follow
import server
from api import Api, Refused
from refusal import Refusal
from settings import Settings

HELP = """\
./sst demo [--once]   build what is missing, start the server, show the main job live; --once stops the server again
                      and exits 0 only if every step was as told
./sst serve           run the server until Ctrl-C
./sst test NAME|ID    execute one test; exits 0 passed, 1 failed, 2 could not tell
./sst deploy [--run] NAME|ID   make a test's newest revision live; with --run execute it once then, with the exit codes of
                      `test`; else exits 0 deployed, 2 not
./sst token           print the local token, for curl
./sst status          how the server and its parts fare; exits 0 all up, 1 not, 2 out of reach
./sst help            this

SST_HOME   the server's files (default: ~/.sst; demo --once uses a temporary one)
SST_PORT   its port on 127.0.0.1 (default: 8004; demo --once takes a free one)
SST_URL, SST_TOKEN   for test, deploy and status: a server that runs elsewhere
SST_JAR    start this jar, build nothing
Everything else that the server reads is in docs/operating.md.
"""

DEPLOYING = 300  # seconds: a pack with its virtual environment may have to be made
FAILED = {"failed", "error", "timeout"}


def out(line):
    print(line, flush=True)


def main(arguments):
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command in ("help", "--help", "-h") and not rest:
        print(HELP, end="")
        return 0
    settings = Settings()
    if command == "demo" and rest in ([], ["--once"]):
        return demo.run(settings, bool(rest), out)
    if command == "serve" and not rest:
        return server.serve(settings)
    if command == "test" and len(rest) == 1:
        return test(Api(settings.url, settings.token()), rest[0])
    if command == "deploy" and (len(rest) == 1 or (len(rest) == 2 and rest[0] == "--run")) and rest[-1] != "--run":
        return deploy(Api(settings.url, settings.token(), timeout=DEPLOYING), rest[-1], len(rest) == 2)
    if command == "token" and not rest:
        return token(settings)
    if command == "status" and not rest:
        return status(settings)
    raise Refusal("I do not know: ./sst %s" % " ".join(arguments), HELP)


def test(api, wanted):
    return _exit_code(follow.execute(api, _find(api, wanted)["test_id"], out))


def deploy(api, wanted, run):
    found = _find(api, wanted)
    deployed = api.post("/tests/%s/deploy" % found["test_id"], {"execute": True} if run else None)
    out("%s: %s" % (follow.printable(found["name"]), deployed["message"]))
    for warning in deployed.get("warnings") or []:
        out("  warning  %s" % follow.printable(warning["message"]))
    if not run:
        return 0
    if not deployed.get("execution_id"):
        raise Refusal("It was deployed, and not executed.")
    return _exit_code(follow.watch(api, found, api.get("/executions/%s" % deployed["execution_id"]), out))


def _exit_code(execution):
    verdict = execution.get("verdict")
    return 0 if verdict == "passed" else 1 if verdict in FAILED else 2


def _find(api, wanted):
    """By id, else by its exact name."""
    if wanted.isascii() and all(c.isalnum() or c in "_-" for c in wanted):
        try:
            return api.get("/tests/" + wanted)
        except Refused as refused:
            if refused.status not in (400, 404, 422):
                raise
    found = [test for test in api.get("/tests/", q=wanted, limit=1000) if test["name"] == wanted]
    if not found:
        raise Refusal("There is no test with the id or name %r." % wanted)
    if len(found) > 1:
        packs = "\n".join("  %s in %s" % (test["test_id"], test["stackstorm_pack"]) for test in found)
        raise Refusal("Several packs have a test of that name:\n%s" % packs, "Name it by its id.")
    return found[0]


def token(settings):
    found = settings.token()
    if not found:
        raise Refusal(
            "There is no token in %s." % (settings.home / "token"),
            "The first start of the server writes it: ./sst serve. Where the file was deleted or SST_BOOTSTRAP_TOKEN is used, only who kept the token has it.",
        )
    print(found)
    return 0


def status(settings):
    api = Api(settings.url, settings.token(), timeout=30)
    try:
        code, health = api.ask("GET", "/health")
    except ConnectionError as problem:
        raise Refusal("No server answers at %s: %s." % (settings.url, problem), "Start one with ./sst serve.")
    if not isinstance(health, dict):
        raise Refusal("What answers at %s is not this server (status %d)." % (settings.url, code), "Choose another port with SST_PORT.")
    out("%s: %s" % (settings.url, health.get("status", "status %d" % code)))
    for part in health.get("components") or []:
        out("  %-12s %-9s %s" % (part["name"], part["state"], part.get("detail") or ""))
    if "components" not in health:
        out("  Its parts are shown to those with a token: see ./sst token.")
    return 0 if health.get("status") == "up" else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        print("sst: %s" % refusal.what, file=sys.stderr)
        if refusal.remedy:
            print("     %s" % refusal.remedy, file=sys.stderr)
        sys.exit(refusal.code)
    except KeyboardInterrupt:
        sys.exit(130)
