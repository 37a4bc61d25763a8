"""The server's process."""

import os
import signal
import socket
import subprocess
import time

import build
import java
from api import Api
from refusal import Refusal

PATIENCE = 180

# A server on one person's machine: up in half the time, and small.
JVM = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
STOP_PATIENCE = 40


def command(settings):
    """What starts it; builds it first when need be."""
    jar = build.jar(settings)
    return [java.find(settings.environment, compiler=False), *JVM, "-jar", str(jar)]


def environment(settings, **more):
    return dict(settings.environment, SST_HOME=str(settings.home), SST_PORT=str(settings.port), **more)


def refuse_taken_port(settings):
    """Before anything is started: the server's own words would come late and long."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.port))
        except OSError as problem:
            raise Refusal(
                "Port %d is taken: %s." % (settings.port, problem.strerror),
                "Perhaps a server is running already: see ./sst status. Otherwise choose another port: SST_PORT=%d ./sst ..." % (settings.port + 1),
            )


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(settings):
    """Becomes the server."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    start = command(settings)
    refuse_taken_port(settings)
    print("Starting the server at %s with its files in %s; Ctrl-C stops it." % (settings.url, settings.home), flush=True)
    os.execve(start[0], start, environment(settings))


class Server:
    """A server that this program started, and ends."""

    def __init__(self, settings, env):
        self.settings = settings
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log = settings.home / "server.log"
        start = command(settings)
        refuse_taken_port(settings)
        with open(os.open(str(self.log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600), "wb") as out:
            self.process = subprocess.Popen(start, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)

    def await_health(self):
        """Returns how long it took."""
        begun = time.monotonic()
        api = Api(self.settings.url, None, timeout=5)
        while time.monotonic() - begun < PATIENCE:
            if self.process.poll() is not None:
                raise Refusal("The server ended at once (exit code %d):\n%s" % (self.process.returncode, self._tail()), "Its log is %s." % self.log)
            try:
                if api.ask("GET", "/health")[0] == 200:
                    return time.monotonic() - begun
            except ConnectionError:
                pass
            time.sleep(0.2)
        raise Refusal("The server was not healthy within %d s:\n%s" % (PATIENCE, self._tail()), "Its log is %s." % self.log)

    def hide(self, token):
        """The server prints a new token once; here that went to the log, where it must not stay."""
        secret = token.encode("ascii")
        with self.log.open("r+b") as log:
            place = log.read().find(secret)
            if place >= 0:
                log.seek(place)
                log.write(b"*" * len(secret))

    def _tail(self):
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join("  " + line[:300] for line in lines[-15:])

    def wait(self):
        return self.process.wait()

    def stop(self):
        """Gracefully, and only then hard; returns whether it went by itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_PATIENCE)
            return True
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return False
