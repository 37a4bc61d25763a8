"""The server's REST API, with the standard library alone: no proxy, no redirect."""

import json
import urllib.error
import urllib.parse
import urllib.request

from refusal import Refusal


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)


class Api:
    """Calls one server. `get`, `post` and `put` return the JSON of a success and raise Refusal with the server's words otherwise."""

    def __init__(self, url, token, timeout=60):
        self.url = url
        self.token = token
        self.timeout = timeout

    def get(self, path, **query):
        return self._wanted("GET", path, None, query)

    def post(self, path, body=None, **query):
        return self._wanted("POST", path, body, query)

    def put(self, path, body):
        return self._wanted("PUT", path, body, {})

    def ask(self, method, path, body=None):
        """(status, JSON or None); raises ConnectionError when nobody answers."""
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Accept", "application/json")
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode("utf-8")
        try:
            with OPENER.open(request, timeout=self.timeout) as answer:
                return answer.status, _json(answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, _json(answer.read())
        except (urllib.error.URLError, OSError, ValueError) as problem:
            raise ConnectionError(str(getattr(problem, "reason", problem)))

    def shows_a_page(self, path):
        """Whether a browser that goes there gets a page."""
        request = urllib.request.Request(self.url + path, headers={"Accept": "text/html"})
        try:
            with OPENER.open(request, timeout=self.timeout) as answer:
                return answer.headers.get_content_type() == "text/html"
        except (urllib.error.URLError, OSError, ValueError):
            return False

    def _wanted(self, method, path, body, query):
        full = "/api/v1" + path + ("?" + urllib.parse.urlencode(query) if query else "")
        try:
            status, answer = self.ask(method, full, body)
        except ConnectionError as problem:
            raise Refusal("No server answers at %s: %s." % (self.url, problem), "Start one with ./sst serve, or name one with SST_URL or SST_PORT.")
        if 200 <= status < 300 and answer is not None:
            return answer
        if status == 401:
            raise Refusal("The server at %s does not know this token." % self.url, "./sst token shows the one of SST_HOME; for another server set SST_TOKEN.")
        raise Refused(status, "%s %s: status %d%s" % (method, full, status, _words(answer)))


class Refused(Refusal):
    """The server said no."""

    def __init__(self, status, what):
        super().__init__(what)
        self.status = status


def _json(raw):
    try:
        return json.loads(raw.decode("utf-8"))
    except ValueError:
        return None


def _words(answer):
    if not isinstance(answer, dict):
        return ""
    problems = "".join("\n  %s: %s" % (each.get("field"), each.get("message")) for each in answer.get("errors") or [])
    return ", %s%s" % (answer.get("detail") or answer.get("title") or "", problems)
