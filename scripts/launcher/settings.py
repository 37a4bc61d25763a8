"""Where everything is: read from the environment once."""

import os
from pathlib import Path

from refusal import Refusal

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8004


class Settings:
    """`home` holds the embedded database, the engine's files, the token and the log: `~/.sst` by default, as for the server itself."""

    def __init__(self, environment=os.environ):
        self.environment = dict(environment)
        self.home = Path(self.environment.get("SST_HOME") or Path.home() / ".sst").absolute()
        self.port_given = bool(self.environment.get("SST_PORT"))
        self.port = self._port(self.environment.get("SST_PORT") or str(DEFAULT_PORT))
        self.jar = self.environment.get("SST_JAR")

    @staticmethod
    def _port(text):
        if not text.isdigit() or not 1 <= int(text) <= 65535:
            raise Refusal("SST_PORT is %r, and no port." % text, "Set it to a number from 1 to 65535, or unset it for %d." % DEFAULT_PORT)
        return int(text)

    @property
    def url(self):
        """The server's address without a slash; `SST_URL` names one that runs elsewhere."""
        return (self.environment.get("SST_URL") or "http://127.0.0.1:%d" % self.port).rstrip("/")

    def token(self):
        """The caller's token, or None: `SST_TOKEN`, else what scripted installations set, else what the first start wrote."""
        given = self.environment.get("SST_TOKEN") or self.environment.get("SST_BOOTSTRAP_TOKEN")
        if given:
            return given.strip()
        try:
            return (self.home / "token").read_text(encoding="ascii").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as problem:
            raise Refusal("%s cannot be read: %s." % (self.home / "token", problem.strerror), "Run this as the user who started the server, or set SST_TOKEN.")
