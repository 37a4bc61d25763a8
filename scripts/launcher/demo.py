"""The main job from end to end: passed, failed with one incident, passed and resolved."""

import copy
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import follow
import server
from api import Api, Refused
from refusal import Refusal
from settings import ROOT

SAMPLE = ROOT / "examples" / "actions" / "sample.py"
FOREIGN = ("SST_", "SPRING_", "SERVER_", "STACKSTORM_", "DATABASE_URL", "REDIS_URL")
OURS = ("SST_HOME", "SST_PORT", "SST_JAR")
INCIDENT_PATIENCE = 15


def run(settings, once, out):
    """Exits 0 only when every step was as told."""
    begun = time.monotonic()
    settings = copy.copy(settings)
    settings.environment = {name: value for name, value in settings.environment.items() if not _foreign(name)}
    if once:
        settings.home = Path(tempfile.mkdtemp(prefix="sst-demo-"))
        settings.port = settings.port if settings.port_given else server.free_port()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    running = server.Server(settings, server.environment(settings, SST_ENGINE="embedded"))
    try:
        out("Starting the server on its embedded defaults; its files are in %s." % settings.home)
        if settings.environment.get("INCIDENT_API_URL"):
            out("The demo's incident is told to %s too (INCIDENT_API_URL)." % _without_login(settings.environment["INCIDENT_API_URL"]))
        out("It was ready after %.1f s: %s" % (running.await_health(), settings.url))
        token = _token(settings)
        running.hide(token)
        story(Api(settings.url, token), out)
        out("\nEvery step was as told, after %.1f s." % (time.monotonic() - begun))
        if not once:
            _stay(settings, running, out)
    except Refusal:
        if once:
            out("What the server wrote is kept in %s." % settings.home)
        raise
    finally:
        if not running.stop():
            raise Refusal("The server did not stop when asked, and was killed.", "Its log is %s." % running.log)
    if once:
        shutil.rmtree(str(settings.home), ignore_errors=True)
    return 0


def _foreign(name):
    """Whether a variable configures a server that is not the demo's; the server takes them in any case, with dots too."""
    name = name.upper().replace(".", "_").replace("-", "_")
    return name.startswith(FOREIGN) and name not in OURS


def _without_login(url):
    scheme, slashes, rest = url.rpartition("://")
    host, slash, path = rest.partition("/")
    return scheme + slashes + host.rpartition("@")[2] + slash + path.partition("?")[0]


def story(api, out):
    """The steps. Raises Refusal at the first that is not as told."""
    good = SAMPLE.read_text(encoding="utf-8")
    bad = good.replace('"status": "success"', '"status": "failed"')
    test = api.post("/tests/", _test("Demo " + time.strftime("%Y-%m-%d %H:%M:%S"), good))
    test_id = test["test_id"]
    out("\n1. The specification's sample is created as test %s (%s), deployed and executed." % (test_id, test["name"]))
    _live(api, test_id)
    _expect(follow.execute(api, test_id, out), "passed")
    _incidents(api, test_id, [])

    out("\n2. It is broken on purpose: it prints status \"failed\" and still exits 0.")
    _change(api, test_id, bad)
    _expect(follow.execute(api, test_id, out), "failed")
    incident = _incidents(api, test_id, ["open"])[0]
    out("  incident %s: %s" % (incident["incident_id"], incident["title"]))

    out("\n3. It is healed.")
    _change(api, test_id, good)
    _expect(follow.execute(api, test_id, out), "passed")
    incident = _incidents(api, test_id, ["resolved"])[0]
    out("  incident %s: resolved at %s" % (incident["incident_id"], incident["resolved_at"]))


def _test(name, code):
    return {"name": name, "description": "The sample of the specification.", "test_type": "action", "test_code": code, "timeout": 60, "tags": ["demo"]}


def _live(api, test_id):
    deployed = api.post("/tests/%s/deploy" % test_id)
    if not deployed.get("message"):
        raise Refusal("The deployment said nothing: %s" % deployed)


def _change(api, test_id, code):
    api.put("/tests/%s" % test_id, {"test_code": code})
    _live(api, test_id)


def _expect(execution, status):
    if execution["status"] != status:
        raise Refusal("Execution %s is %s where %s was expected." % (execution["execution_id"], execution["status"], status), code=1)


def _incidents(api, test_id, wanted):
    """They are decided on with the verdict; the wait is for a server that is slow to show it."""
    end = time.monotonic() + INCIDENT_PATIENCE
    while True:
        incidents = api.get("/incidents", test_id=test_id)
        if [incident["status"] for incident in incidents] == wanted:
            return incidents
        if time.monotonic() > end:
            raise Refusal("The test's incidents are %s where %s was expected." % ([each["status"] for each in incidents], wanted), code=1)
        time.sleep(0.2)


def _token(settings):
    token = settings.token()
    if not token:
        raise Refusal("The server wrote no %s." % (settings.home / "token"), "Delete %s to begin anew, or use the token you kept: SST_BOOTSTRAP_TOKEN." % settings.home)
    return token


def _way_in(api):
    """Where a browser is let in, once; a build without pages says so."""
    if not api.shows_a_page("/ui/"):
        return "This build has no browser UI (it takes Node 20.19 or newer, or a way to nodejs.org); use the API."
    return "In a browser, within ten minutes and once: %s%s" % (api.url, api.post("/session/codes")["path"])


def _stay(settings, running, out):
    out("\nThe server keeps running at %s (API under /api/v1, described at /docs)." % settings.url)
    out(_way_in(Api(settings.url, settings.token())))
    out("Its token: SST_HOME=%s ./sst token    Stop it with Ctrl-C." % settings.home)
    running.wait()
