"""The key-value service of the embedded engine: one SQLite file for all tests. Python 3.8, standard library only."""
import sqlite3
import time

HIDDEN = "********"
SCOPES = ("system", "user")


class KeyValuePair:
    """A stored value, with the members of StackStorm's own that actions read."""

    def __init__(self, name, value, scope, secret, expires):
        self.id = self.name = name
        self.value = value
        self.scope = "st2kv.%s" % scope
        self.secret = bool(secret)
        self.expire_timestamp = expires

    def __repr__(self):
        return "<KeyValuePair name=%s,value=%s>" % (self.name, self.value)


class Datastore:
    """Values are texts; names are prefixed unless ``local`` is false; a value past its ttl (in seconds) is gone.

    Every call is a transaction of its own, so that tests which run at once see whole values. What was stored with
    ``encrypt`` is shown only to those who ask with ``decrypt``; on disk it is as safe as the file, which is the owner's.
    """

    def __init__(self, path, prefix, clock=time.time):
        self._path = path
        self._prefix = prefix
        self._clock = clock

    def list_values(self, local=True, prefix=None):
        start = self._full(prefix or "", local)
        found = self._execute(
            "SELECT name, value, scope, secret, expires FROM pairs WHERE scope = 'system' AND substr(name, 1, ?) = ? "
            "ORDER BY name", (len(start), start))
        return [KeyValuePair(name, HIDDEN if secret else value, scope, secret, expires)
                for name, value, scope, secret, expires in found]

    def get_value(self, name, local=True, scope="system", decrypt=False):
        found = self._execute("SELECT value, secret FROM pairs WHERE scope = ? AND name = ?",
                              (_scope(scope), self._full(name, local)))
        if not found:
            return None
        value, secret = found[0]
        return HIDDEN if secret and not decrypt else value

    def set_value(self, name, value, ttl=None, local=True, scope="system", encrypt=False):
        expires = None if ttl is None else self._clock() + float(ttl)
        self._execute("INSERT OR REPLACE INTO pairs (scope, name, value, secret, expires) VALUES (?, ?, ?, ?, ?)",
                      (_scope(scope), self._full(name, local), str(value), int(bool(encrypt)), expires))
        return True

    def delete_value(self, name, local=True, scope="system"):
        """Whether there was one."""
        key = (_scope(scope), self._full(name, local))
        return bool(self._execute("DELETE FROM pairs WHERE scope = ? AND name = ?", key))

    def _full(self, name, local):
        return self._prefix + name if local else name

    def _execute(self, statement, arguments):
        """The rows of a SELECT, otherwise how many rows were changed."""
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS pairs (scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, "
                "secret INTEGER NOT NULL, expires REAL, PRIMARY KEY (scope, name))")
            connection.execute("DELETE FROM pairs WHERE expires <= ?", (self._clock(),))
            cursor = connection.execute(statement, arguments)
            answer = cursor.fetchall() if cursor.description else cursor.rowcount
            connection.execute("COMMIT")
            return answer
        finally:
            connection.close()


def _scope(scope):
    """StackStorm also writes st2kv.system for system."""
    name = scope[len("st2kv."):] if scope.startswith("st2kv.") else scope
    if name not in SCOPES:
        raise ValueError('Invalid scope "%s": it must be one of %s' % (scope, ", ".join(SCOPES)))
    return name
