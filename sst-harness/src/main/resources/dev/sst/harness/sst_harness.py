#!/usr/bin/env python3
"""sst-harness: runs one synthetic test in a child process and reports how it ended.

It is the entry point of every deployed action test; the author's file lies beside it, unchanged. Three entries:

1. a script (StackStorm's local-shell-script, the embedded engine): ``sst_harness.py --sst_parameters=<envelope>``;
2. the class ``SstHarness`` on StackStorm's python-script runner: ``run(sst_parameters=<envelope>)``;
3. a class test on the embedded engine: as 1, and the environment variable ``SST_SHIM`` names a folder which offers
   ``st2common.runners.base_action`` with ``Action`` and ``make_action_service(pack, class_name)``.

Envelope (what comes in) and frame (the one line that goes out, ``#sst1 ...``) are described in docs/harness-frame.md.
Both have a version and are append-only. Without an envelope (someone runs the action by hand in StackStorm) the natural
arguments are the parameters and the exit code is the test's own.

How a run goes:

1. decode the envelope, fetch secret parameters, make a work folder;
2. become a subreaper, fork; the child gets a session of its own, then becomes the test's interpreter or runs the class;
3. read its output without ever blocking it, pass a little of it on, until it ends, the deadline passes or a stop comes;
4. end whatever it started and left behind; 5. remove the work folder, write the frame; 6. remove itself and the author's
   file where they were unpacked for this run alone: the folder that the environment variable ``SST_UNPACKED`` names.

Python 3.8, standard library only. Heavy modules are imported where they are needed: a test that does nothing pays for
what stands at the top of this file. No process that is not a descendant of this one is ever signalled.
"""
import binascii
import errno
import json
import os
import select
import signal
import sys
import time
import zlib

try:
    from _sha256 import sha256  # a tenth of the cost of hashlib, which loads OpenSSL
except ImportError:  # Python 3.12 and newer
    from hashlib import sha256

HARNESS_VERSION = "1.0"
ENVELOPE_VERSION = 1
FRAME_VERSION = 1
MARKER = "#sst1 "
RUNNERS_DELIMITER = "%%%%%~=~=~=************=~=~=~%%%%"  # between which StackStorm's Python runner finds what a class returned

GRACE_SECONDS = 0.5  # between SIGTERM and SIGKILL
KILL_SECONDS = 5.0  # for as long SIGKILL is repeated
LEFTOVER_GRACE_SECONDS = 0.2  # the same for what a test that has ended left behind
OUTPUT_GRACE_SECONDS = 0.2  # how long output may still come after the test's end
CANCEL_POLL_SECONDS = 1.0
API_TIMEOUT_SECONDS = 5.0
FRAME_WRITE_SECONDS = 60.0
REMOVE_SECONDS = 5.0

HEAD_BYTES = 64 * 1024
LEAST_STREAM_BYTES = 8 * 1024
LIVE_LINE_CHARACTERS = 1000
MAX_DEPTH = 200
MAX_WARNINGS = 20
LARGEST_VARIABLE = 120 * 1024  # Linux ends every exec with a longer one: E2BIG beyond 128 KiB
SECRET_MIN_CHARACTERS = 4
OTHER_REVISION = "the code in StackStorm is of another revision; deploy again, then execute"
HIDDEN = "********"
HIDDEN_RESULT = "the result holds the value of a secret; it is hidden, and what is left cannot be judged: leave it out"
DEFAULT_CAPS = {
    "stdout": 1024 * 1024,
    "stderr": 1024 * 1024,
    "live_lines_per_second": 20,
    "live_lines": 200,
    "result": 1024 * 1024,
    "frame": 380_000,
}


def _internal(cls):
    """Hides a class from StackStorm's loader, which takes every class "of this module" for a possible action."""
    cls.__module__ = "sst"
    return cls


# ---------------------------------------------------------------------------------------------------------- JSON

@_internal
class ExactFloat(float):
    """A float that keeps the text it was read from, so that it can be handed on unchanged."""

    def __new__(cls, text):
        self = float.__new__(cls, text)
        self.text = text
        return self


@_internal
class NotJson(Exception):
    """A value that JSON cannot hold; the message says where and what."""


def with_any_int_size(function, *arguments):
    """Calls the function with Python's limit on the digits of integers lifted."""
    if not hasattr(sys, "set_int_max_str_digits"):
        return function(*arguments)
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return function(*arguments)
    finally:
        sys.set_int_max_str_digits(limit)


def to_json(value, hide=None, warnings=None, ascii_only=True):
    """JSON text by the harness's rules: times become ISO text, Decimal an exact number, keys text, NaN and Infinity
    null.

    ``hide`` is applied to every text and number text. Raises NotJson for anything else, and below MAX_DEPTH levels.
    """
    hide = hide or (lambda text: text)
    warnings = [] if warnings is None else warnings
    datetime, decimal = sys.modules.get("datetime"), sys.modules.get("decimal")  # not loaded: no such value either
    times = (datetime.datetime, datetime.date, datetime.time) if datetime else ()
    decimals = (decimal.Decimal,) if decimal else ()

    def became_null(item, where):
        if len(warnings) < MAX_WARNINGS:
            warnings.append("%s at %s became null" % (item, where[:80] or "/"))
        return "null"

    def quoted(text):
        return json.dumps(hide(str.__str__(text)), ensure_ascii=ascii_only)

    def number(text):
        return text if hide(text) == text else '"%s"' % HIDDEN

    def scalar(item, where):
        """The JSON text of a scalar, or None."""
        if item is None or item is True or item is False:
            return {None: "null", True: "true", False: "false"}[item]
        if isinstance(item, str):
            return quoted(item)
        if isinstance(item, int):
            return number(int.__repr__(item))
        if isinstance(item, float):
            if item - item != 0 and not isinstance(item, ExactFloat):
                return became_null(float.__repr__(item), where)
            return number(getattr(item, "text", None) or float.__repr__(item))
        if decimals and isinstance(item, decimals):
            if not item.is_finite():
                return became_null(item, where)
            return number(str(item))
        if times and isinstance(item, times):
            return quoted(item.isoformat())
        return None

    def key(item, where):
        text = scalar(item, where)
        if text is None:
            raise NotJson("a key of type %s at %s" % (type(item).__name__, where or "/"))
        return text if text.startswith('"') else '"%s"' % text

    def write(item, where, depth):
        text = scalar(item, where)
        if text is not None:
            return text
        if depth > MAX_DEPTH and isinstance(item, (dict, list, tuple)):
            raise NotJson("nested deeper than %d levels at %s..." % (MAX_DEPTH, where[:80]))
        if isinstance(item, dict):
            parts = [key(k, where) + ":" + write(v, "%s/%s" % (where, k), depth + 1) for k, v in item.items()]
            return "{" + ",".join(parts) + "}"
        if isinstance(item, (list, tuple)):
            return "[" + ",".join([write(v, "%s/%d" % (where, i), depth + 1) for i, v in enumerate(item)]) + "]"
        if hasattr(item, "cr_frame"):
            item.close()  # a coroutine: spares the author Python's "never awaited" beside the error
        raise NotJson("a value of type %s at %s" % (type(item).__name__, where or "/"))

    try:
        return with_any_int_size(write, value, "", 1)
    except RecursionError:
        raise NotJson("nested too deep") from None


def plain(value):
    """The same value with Python's own floats."""
    if isinstance(value, ExactFloat):
        return float(value)
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


# ------------------------------------------------------------------------------------------------------- envelope

@_internal
class Job:
    """What is to be run, as the envelope says; without one, as somebody's natural arguments say."""

    def __init__(self, envelope, natural=None, arguments=None):
        self.by_hand = envelope is None
        get = (envelope or {}).get
        self.nonce = str(get("nonce") or "")
        self.shape = get("shape") or "script"
        self.file = str(get("file") or default_file())
        self.pack = str(get("pack") or os.environ.get("ST2_ACTION_PACK_NAME") or "default")
        self.deadline = get("deadline")
        self.grace = GRACE_SECONDS if get("grace") is None else float(get("grace"))
        self.parameters = dict((natural if self.by_hand else get("parameters")) or {})
        self.arguments = arguments if self.by_hand else None
        self.secrets = list(get("secrets") or [])
        self.secret_key = get("secret_key")
        self.environment = {str(k): str(v) for k, v in (get("environment") or {}).items()}
        self.config = get("config")
        self.pass_token = bool(get("pass_token"))
        self.test_id = str(get("test_id") or "")
        self.execution_id = str(get("execution_id") or "")
        self.attempt = str(get("attempt") or 1)
        self.limits = get("limits") or {}
        self.caps = dict(DEFAULT_CAPS)
        self.caps.update({k: v for k, v in (get("caps") or {}).items() if v is not None})
        if os.path.basename(self.file) != self.file or self.file in ("", ".", ".."):
            raise ValueError("file must be the name of a file beside the harness, got %r" % self.file)
        if self.shape not in ("script", "class"):
            raise ValueError("shape must be script or class, got %r" % self.shape)

    @property
    def path(self):
        return os.path.join(own_directory(), self.file)


def decode_envelope(text):
    """The envelope's object. Raises ValueError when it is damaged or of a version this harness does not know."""
    try:
        raw = zlib.decompress(binascii.a2b_base64(text.encode("ascii")))
        envelope = with_any_int_size(lambda: json.loads(raw.decode("utf-8"), parse_float=ExactFloat))
    except (ValueError, zlib.error, RecursionError) as error:
        raise ValueError("the envelope cannot be read: %s" % error) from None
    if not isinstance(envelope, dict):
        raise ValueError("the envelope is no JSON object")
    return envelope


def read_job(text, natural, arguments):
    """Job for the envelope text (None: by hand). The nonce is set on the error, if it can be known."""
    if text is None:
        return Job(None, natural, arguments)
    envelope = decode_envelope(text)
    try:
        if envelope.get("v") != ENVELOPE_VERSION:
            raise ValueError("envelope version %r is not known, only %d" % (envelope.get("v"), ENVELOPE_VERSION))
        if envelope.get("folder") not in (None, os.path.basename(own_directory())):
            raise ValueError(OTHER_REVISION)
        return Job(envelope)
    except Exception as error:
        error.nonce = str(envelope.get("nonce") or "")
        raise


def own_directory():
    return os.path.dirname(os.path.abspath(__file__))


def default_file():
    """Run by hand, nobody names the author's file: test.py, or the one other file that lies here."""
    names = sorted(n for n in os.listdir(own_directory()) if not n.startswith((".", "_", "sst_harness")))
    if "test.py" in names or len(names) != 1:
        return "test.py"
    return names[0]


# ------------------------------------------------------------------------------------------------- StackStorm's API

@_internal
class Api:
    """This execution's own view of StackStorm's API. The token is read before the environment is cleaned of it."""

    def __init__(self, environ):
        self.url = (environ.get("ST2_ACTION_API_URL") or "").rstrip("/")
        self.token = environ.get("ST2_ACTION_AUTH_TOKEN") or ""
        self.execution_id = environ.get("ST2_ACTION_EXECUTION_ID") or ""

    @property
    def present(self):
        return bool(self.url and self.token)

    def _ask(self, method, path):
        """Status and body. Raises OSError. Redirects are not followed: the token stays here."""
        import http.client
        import urllib.parse

        parts = urllib.parse.urlsplit(self.url + path)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname, parts.port, timeout=API_TIMEOUT_SECONDS)
        try:
            connection.request(
                method, parts.path + ("?" + parts.query if parts.query else ""),
                headers={"X-Auth-Token": self.token, "Accept": "application/json", "Connection": "close"},
            )
            response = connection.getresponse()
            return response.status, response.read(4 * 1024 * 1024)
        except http.client.HTTPException as error:
            raise OSError(repr(error)) from None
        finally:
            connection.close()

    def get(self, path):
        """The JSON answer. Raises OSError or ValueError."""
        status, body = self._ask("GET", path)
        if status != 200:
            raise OSError("HTTP status %d" % status)
        return json.loads(body.decode("utf-8"), parse_float=ExactFloat)

    def secret_parameters(self, key):
        """The parameters stored under a datastore key as the JSON text of an object. The key goes: nobody needs it again."""
        import urllib.parse

        if not self.present:
            raise OSError("no ST2_ACTION_API_URL or token to fetch the secret parameters with")
        path = "/keys/" + urllib.parse.quote(key, safe="")
        answer = self.get(path + "?decrypt=true")
        values = with_any_int_size(lambda: json.loads(answer["value"], parse_float=ExactFloat))
        if not isinstance(values, dict):
            raise ValueError("the secret parameters are no object")
        try:
            self._ask("DELETE", path)
        except OSError:
            pass  # it ends by itself
        return values

    def cancelled(self):
        """Whether StackStorm wants this execution to end. Whatever goes wrong means no."""
        try:
            answer = self.get("/executions/%s?include_attributes=id,status" % self.execution_id)
            return answer.get("status") in ("canceling", "canceled")
        except Exception:
            return False


# --------------------------------------------------------------------------------------------------------- output

@_internal
class Redactor:
    """Hides secret values in a stream of bytes, also where a read cuts one. One per stream; `text` is stateless.

    A number is one only as a whole: 1000 is not hidden in 21000 or 1000.5.
    """

    MOST_PLACES = 10_000

    def __init__(self, patterns):
        self.patterns = patterns  # {secret bytes: whether it is a number}
        self.hits = 0
        self.places = []  # (begin, end) of the first of them in what was fed
        self._buffer, self._at, self._before = b"", 0, 0  # not yet shown from _at on; what stood before the buffer
        self._search = None
        if patterns:
            import re  # loaded with json anyway

            whole = b"(?<![0-9])(?<![0-9][.])%s(?![0-9])(?![.][0-9])"
            words = sorted(patterns, key=len, reverse=True)
            self._search = re.compile(b"|".join(
                whole % re.escape(word) if patterns[word] else re.escape(word) for word in words))

    def feed(self, data):
        """What can safely be shown by now; the rest waits for the next call."""
        return self._advance(data, False)

    def finish(self):
        return self._advance(b"", True)

    def text(self, text):
        if not self.patterns:
            return text
        replaced, found = self._search.subn(HIDDEN.encode(), text.encode("utf-8", "surrogatepass"))
        self.hits += found
        return replaced.decode("utf-8", "surrogatepass") if found else text

    def _advance(self, data, last):
        if not self.patterns:
            return data
        buffer, at, shown = self._buffer + data, self._at, []
        sure = len(buffer) if last else len(buffer) - max(self._begun(buffer, at, secret) for secret in self.patterns)
        found = self._search.search(buffer, at)
        while found and found.start() < sure:
            if not last and self.patterns[found.group()] and buffer[found.end():] in (b"", b"."):
                sure = found.start()  # whether the number ends here is not known yet
                break
            self.hits += 1
            if len(self.places) <= self.MOST_PLACES:
                self.places.append((self._before + found.start(), self._before + found.end()))
            shown += [buffer[at:found.start()], HIDDEN.encode()]
            at = found.end()
            found = self._search.search(buffer, at)
        shown.append(buffer[at:sure])
        at = max(at, sure)
        known = max(0, at - 2)  # what a number may not follow has two bytes
        self._buffer, self._at, self._before = buffer[known:], at - known, self._before + known
        return b"".join(shown)

    @staticmethod
    def _begun(data, begin, secret):
        """Length of the longest end of data with which the secret begins."""
        at = data.find(secret[:1], max(begin, len(data) - len(secret) + 1))
        while at != -1:
            if secret.startswith(data[at:]):
                return len(data) - at
            at = data.find(secret[:1], at + 1)
        return 0


def secret_patterns(values, warnings):
    """What to look for in output: texts plain and as JSON and Python write them, numbers of four digits or more.

    As {bytes: whether they are a number}.
    """
    patterns = {}

    def add(value):
        if isinstance(value, dict):
            for item in value.values():
                add(item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                add(item)
        elif isinstance(value, str) and len(value) >= SECRET_MIN_CHARACTERS:
            as_json = json.dumps(value), json.dumps(value, ensure_ascii=False)
            for form in (value, as_json[0][1:-1], as_json[1][1:-1], repr(value)[1:-1]):
                patterns[form.encode("utf-8", "surrogatepass")] = form.isascii() and form.replace(".", "", 1).isdigit()
        elif type(value) in (int, float, ExactFloat) and len(str(value)) >= SECRET_MIN_CHARACTERS:
            patterns[getattr(value, "text", str(value)).encode()] = True
            patterns[str(value).encode()] = True
        elif value not in (None, True, False, ""):
            warnings.append("a secret value shorter than %d characters is not hidden in output" % SECRET_MIN_CHARACTERS)

    for item in values:
        with_any_int_size(add, item)
    return patterns


def touches_result(text, places):
    """Whether hiding these places of stdout could change the result document, or which object it is.

    It errs towards yes. No is said only of places before or after the line on which the last object stands, that are on
    one line and in nothing that goes over several, and that can make no object of a line behind it.
    """
    import bisect

    def end_of_line(at):
        end = text.find("\n", at)
        return len(text) if end < 0 else end

    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    last, wide, line = None, [], 0  # the last object; what goes over several lines, or nobody knows where to
    while line < len(text):
        end, eol = line, end_of_line(line)
        if text[line] in "{[":
            try:
                end = decoder.raw_decode(text, line)[1]
                if end > eol:
                    wide.append((line, end))
                if text[line] == "{" and not text[end:end_of_line(end)].strip(" \t\r"):
                    last = line
            except RecursionError:
                return True
            except json.JSONDecodeError as error:
                if error.pos >= line + len(text[line:eol].rstrip(" \t\r")):
                    wide.append((line, len(text)))
                    break
        line = end_of_line(end) + 1
    if last is None:
        return bool(places)  # then all of stdout is the result
    begins = [begin for begin, _ in wide]
    for begin, end in places:
        around = bisect.bisect_right(begins, end - 1) - 1
        start = text.rfind("\n", 0, begin) + 1
        if ("\n" in text[begin:end] or (around >= 0 and wide[around][1] > begin)
                or (start >= last and text[start] == "{")):
            return True
    return False


@_internal
class Live:
    """Passes a few lines on as they come: so many a second, so many in all, never blocking, nothing that is read as ours or a result."""

    def __init__(self, per_second, total):
        self.per_second = per_second
        self.total = total
        self.left_out = 0
        self._tokens = float(per_second)
        self._since = time.monotonic()

    def take(self, wanted):
        """How many of the wanted lines may go out now."""
        now = time.monotonic()
        self._tokens = min(self.per_second, self._tokens + (now - self._since) * self.per_second)
        self._since = now
        granted = max(0, min(wanted, int(self._tokens), self.total))
        self._tokens -= granted
        self.total -= granted
        self.left_out += wanted - granted
        return granted

    @staticmethod
    def write(fd, line):
        """One line out, or nothing if the reader is slow or gone: after POLLOUT a pipe takes 4096 bytes at once."""
        text = line.decode("utf-8", "replace").rstrip("\r").replace(MARKER, "# sst1 ")
        text = text.replace(RUNNERS_DELIMITER, "[the delimiter of StackStorm's Python runner]")
        if len(text) > LIVE_LINE_CHARACTERS:
            text = text[:LIVE_LINE_CHARACTERS] + " [...]"
        data = text.encode("utf-8")[:4095].decode("utf-8", "ignore").encode("utf-8") + b"\n"
        try:
            poller = select.poll()
            poller.register(fd, select.POLLOUT)
            if any(event == select.POLLOUT for _, event in poller.poll(0)):
                os.write(fd, data)
                return True
        except OSError:
            pass
        return False


@_internal
class Stream:
    """One output of the child: counted, redacted, a little of it passed on, head and tail kept."""

    def __init__(self, cap, redactor, live, live_fd):
        self.bytes = 0
        self.newlines = 0
        self.redactor = redactor
        self._live, self._live_fd, self._partial = live, live_fd, b""
        self._ends_with_newline = True
        self._head, self._tail = bytearray(), bytearray()
        cap = max(cap, 1024)
        self._head_limit = min(HEAD_BYTES, cap // 2)
        self._tail_limit = cap - self._head_limit
        self._kept_of, self._kept_newlines_of = 0, 0  # bytes and newlines after redaction
        self._cap, self._raw = cap, bytearray()  # what it was before redaction; nothing where there are no secrets

    def feed(self, data):
        self.bytes += len(data)
        if self.redactor.patterns and len(self._raw) <= self._cap:
            self._raw += data
        self.newlines += data.count(b"\n")
        self._ends_with_newline = data.endswith(b"\n")
        self._keep(self.redactor.feed(data))

    def finish(self):
        self._keep(self.redactor.finish())
        if self._partial and self._live.take(1):
            self._live.write(self._live_fd, self._partial)
        self._partial = b""

    def hid_the_result(self):
        """Whether a secret was hidden where it may matter for the result that a script printed."""
        places = self.redactor.places
        if len(self._raw) > self._cap or len(places) > Redactor.MOST_PLACES:
            return bool(places)
        return bool(places) and touches_result(self._raw.decode("latin-1"), places)

    @property
    def kept(self):
        return len(self._head) + min(len(self._tail), self._tail_limit)

    def document(self, limit):
        """The frame's member for this stream with at most `limit` bytes of it."""
        head, tail = bytes(self._head), bytes(self._tail[-self._tail_limit:])
        complete = self._kept_of == len(head) + len(tail)
        result = {"bytes": self.bytes, "lines": self.newlines + (0 if self._ends_with_newline else 1)}
        if complete and len(head) + len(tail) <= limit:
            result.update(text=(head + tail).decode("utf-8", "replace"), dropped_bytes=0, dropped_lines=0)
            return result
        if complete:
            head, tail = (head + tail)[:len(head)], (head + tail)[len(head):]
        head = without_cut_end(head[:min(len(head), max(limit // 4, limit - len(tail)))])
        tail = tail[max(0, len(tail) - max(0, limit - len(head))):]
        for _ in range(3):  # bytes of a character that begins before the cut
            if tail and tail[0] & 0xC0 == 0x80:
                tail = tail[1:]
        result.update(
            head=head.decode("utf-8", "replace"), tail=tail.decode("utf-8", "replace"),
            dropped_bytes=self._kept_of - len(head) - len(tail),
            dropped_lines=self._kept_newlines_of - head.count(b"\n") - tail.count(b"\n"),
        )
        return result

    def _keep(self, data):
        if not data:
            return
        self._pass_on(data)
        self._kept_of += len(data)
        self._kept_newlines_of += data.count(b"\n")
        room = self._head_limit - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        self._tail += data
        if len(self._tail) > 2 * self._tail_limit:
            del self._tail[:len(self._tail) - self._tail_limit]

    def _pass_on(self, data):
        lines = data.count(b"\n")
        granted = self._live.take(lines) if lines else 0
        for _ in range(granted):
            end = data.index(b"\n")
            if not self._live.write(self._live_fd, self._partial + data[:end]):
                self._live.left_out += 1
            self._partial, data, lines = b"", data[end + 1:], lines - 1
        if lines:
            self._partial, data = b"", data[data.rindex(b"\n") + 1:]
        self._partial = (self._partial + data[:8 * LIVE_LINE_CHARACTERS])[:8 * LIVE_LINE_CHARACTERS]


def without_cut_end(data):
    """The bytes without a UTF-8 character whose end is missing."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 != 0x80:
            length = 1 if byte < 0xC0 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if length > back else data
    return data


# ------------------------------------------------------------------------------------------------------- processes

def prctl(option, value):
    """Linux's prctl; False where there is none."""
    try:
        import ctypes

        return ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0) == 0
    except Exception:
        return False


PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


@_internal
class Tree:
    """The child and whatever descends from it.

    As a subreaper this process becomes the parent of all whose own parent ended, wherever they fled. So killing the
    direct children, again and again, in the end reaches everything.
    """

    def __init__(self):
        self._own = os.getpid()
        self._strangers = set()  # children that were here before the test: never touched, never reaped
        self._strangers = set(self._children())
        self.child = None
        self.status = None  # the child's wait status once it has ended
        self.lost = False  # somebody else in this process reaped the child: its end is unknown
        self.ended = set()  # processes other than the child that had to be ended
        self.immortal = set()  # processes that we may not end
        self.subreaper = False
        self._has_proc = os.path.isdir("/proc/self/task")
        self._killing = False

    def child_has_ended(self):
        """Whether it has; also reaps orphans, whose parents ended during the test."""
        if self.status is None:
            try:
                pid, status = os.waitpid(self.child, os.WNOHANG)
                if pid:
                    self.status = status
            except ChildProcessError:
                self.status, self.lost = 0, True
        for _ in range(1000):  # not for ever: they may come faster than they can be reaped
            dead = self._next_dead()
            if dead is None:
                break
            pid, status = os.waitpid(dead, os.WNOHANG)
            if pid == self.child:
                self.status = status
            elif self._killing and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                self.ended.add(pid)
        return self.status is not None

    def all_gone(self):
        """Whether nothing is left of the child and its descendants, but for those that we may not end."""
        ended = self.child_has_ended()
        if not self._has_proc:
            return ended  # then the child and its group are all that is known
        if self._nothing_to_wait_for():
            return self.subreaper or not self._descendants()
        if any(pid not in self.immortal for pid in self._children()):
            return False
        # The kernel's list of children may miss one that forks just now: it alone proves nothing.
        return bool(self._strangers or self.immortal) and not self._descendants()

    def end(self, grace, pump):
        """SIGTERM to all, `grace` seconds, then SIGKILL until nothing is left. `pump` keeps the output flowing."""
        if self.all_gone():
            return
        victims = self._descendants()
        self.ended.update(victims)
        self._signal(victims, signal.SIGTERM)
        until = time.monotonic() + grace
        while not self.all_gone() and time.monotonic() < until:
            pump(0.02)
        self._killing = True
        until = time.monotonic() + KILL_SECONDS
        while not self.all_gone() and time.monotonic() < until:
            self._signal(self._children() if self.subreaper else self._descendants(), signal.SIGKILL)
            pump(0)
        self.ended.discard(self.child)

    def _descendants(self):
        """Pids of what lives below this process, parents first, as far as a walk can see.

        Not among them: strangers, and what we may not end.
        """
        table = process_table()
        found, parents = [], [self._own]
        while parents:
            parents = [pid for pid, (parent, _, _) in table.items() if parent in parents and pid not in self._strangers]
            found += parents
        found += [pid for pid, (_, session, _) in table.items() if session == self.child and pid not in found]
        return [pid for pid in found if table[pid][2] != "Z" and pid not in self.immortal]

    def _signal(self, pids, number):
        if self.status is None and (number == signal.SIGKILL or not self._has_proc):
            try:
                os.killpg(self.child, number)  # the group in one go; its leader is not reaped, so the id is ours
            except OSError:
                pass
        for pid in pids:
            try:
                os.kill(pid, number)
            except PermissionError:
                self.immortal.add(pid)
            except OSError:
                pass

    def _children(self):
        """Direct children, dead ones included, strangers not."""
        if self._nothing_to_wait_for():
            return []
        found = []
        try:
            for thread in os.listdir("/proc/self/task"):
                with open("/proc/self/task/%s/children" % thread, "rb") as file:
                    found += [int(pid) for pid in file.read().split()]
        except OSError:  # a kernel without this file
            found = [pid for pid, (ppid, _, _) in process_table().items() if ppid == self._own]
        return [pid for pid in found if pid not in self._strangers]

    def _next_dead(self):
        """A direct child that waits to be reaped, if any."""
        try:
            info = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            return None if info is None or info.si_pid in self._strangers else info.si_pid
        except (OSError, AttributeError):
            return None

    @staticmethod
    def _nothing_to_wait_for():
        try:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            return False
        except ChildProcessError:
            return True
        except (OSError, AttributeError):
            return False


def process_table():
    """{pid: (parent, session, state letter)} of this machine; empty where there is no /proc."""
    table = {}
    try:
        names = os.listdir("/proc")
    except OSError:
        return table
    for name in names:
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name, "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
                table[int(name)] = (int(fields[1]), int(fields[3]), fields[0].decode("ascii"))
            except (OSError, ValueError, IndexError):
                pass  # it has just ended
    return table


@_internal
class Signals:
    """Turns SIGCHLD into a readable fd, and SIGTERM, SIGINT, SIGHUP into a wish to stop. Restores all at the end."""

    def __init__(self):
        self.received = None
        self.fd, self._writer = os.pipe()
        os.set_blocking(self.fd, False)
        os.set_blocking(self._writer, False)
        self.ready = True
        self._before = {}
        self._wakeup = None
        try:
            self._wakeup = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
            self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._stop)
        except ValueError:  # not the main thread: then we look often instead of being woken
            self.ready = False

    def wake(self):
        try:
            os.write(self._writer, b"\0")
        except OSError:
            pass

    def restore(self):
        for number, handler in self._before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        if self._wakeup is not None:
            signal.set_wakeup_fd(self._wakeup)

    def _stop(self, number, _frame):
        self.received = number


# ---------------------------------------------------------------------------------------------- start of the child

def child_environment(job, work_folder, warnings):
    """The environment of the test as bytes: ours without tokens, the test's own additions, the contract's variables."""
    environment = {}
    for name, value in os.environ.items():
        if name != "SST_SHIM" and (job.pass_token or job.shape == "class" or not is_token_name(name)):
            environment[name] = value
    environment.setdefault("PYTHONIOENCODING", "utf-8")
    environment.setdefault("PYTHONUTF8", "1")
    environment.update(job.environment)
    parameters = escaped_surrogates(to_json(job.parameters, ascii_only=False, warnings=warnings))
    if job.shape == "script" or len(os_bytes(parameters)) < LARGEST_VARIABLE:
        environment["SST_PARAMETERS"] = parameters
    else:  # a class has them as arguments; with a longer variable it could start no process of its own
        warnings.append("SST_PARAMETERS is not set: it would have %d bytes" % len(os_bytes(parameters)))
    environment.update({
        "SST_TEST_ID": job.test_id,
        "SST_EXECUTION_ID": job.execution_id,
        "SST_ATTEMPT": job.attempt,
        "TMPDIR": work_folder,
        "PWD": work_folder,
    })
    return {os_bytes(name): os_bytes(value) for name, value in environment.items()}


def is_token_name(name):
    return name.startswith("ST2_") and ("TOKEN" in name or "API_KEY" in name or "PASSWORD" in name)


def escaped_surrogates(text):
    """JSON text that UTF-8 can hold: lone surrogates, which stand inside its strings only, as escapes."""
    try:
        text.encode("utf-8")
        return text
    except UnicodeEncodeError:
        return "".join("\\u%04x" % ord(c) if "\ud800" <= c <= "\udfff" else c for c in text)


def os_bytes(text):
    """UTF-8 whatever the locale; bytes that came in undecodable go out as they were."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def named_arguments(parameters, secrets, warnings):
    """The parameters as StackStorm's script runner writes them; secret ones are left to SST_PARAMETERS."""
    result = []
    for name, value in parameters.items():
        if name in secrets or value is None or value is False or value == "":
            continue
        text = "--%s" % name if value is True else "--%s=%s" % (name, with_any_int_size(str, value))
        if "\0" in text:
            warnings.append("parameter %s holds a NUL and is in SST_PARAMETERS only" % name)
        else:
            result.append(text)
    return result


def interpreter_of(path, environment):
    """(command prefix, whether it is a Python 3) for the author's file, by its #! line. Raises FileNotFoundError."""
    with open(path, "rb") as file:
        line = file.readline(1024)
    if line.startswith(b"\xef\xbb\xbf"):
        line = line[3:]
    if not line.startswith(b"#!"):
        line = b"#!/usr/bin/env python3"
    words = line[2:].strip().split(None, 1)
    program, rest = os.fsdecode(words[0]) if words else "", os.fsdecode(words[1]) if len(words) > 1 else ""
    options = [rest] if rest else []
    if os.path.basename(program) == "env" and rest:
        if rest.startswith("-S"):
            options = rest[2:].split()
        if options and not options[0].startswith("-") and "=" not in options[0]:
            program, options = on_path(options[0], environment), options[1:]
    elif not os.path.exists(program):
        raise FileNotFoundError(errno.ENOENT, "no such interpreter", program)
    names = [os.path.basename(program), os.path.basename(os.path.realpath(program))]
    python3 = program == sys.executable or any(name.startswith(("python3", "pypy3")) for name in names)
    switches = all(option.startswith("-") and option[1:2] not in "cm" for option in options)  # no program among them
    return [program] + options, python3 and switches


def on_path(name, environment):
    """The program /usr/bin/env would start."""
    path = os.fsdecode(environment.get(b"PATH", b"")) or os.defpath
    if name == "python3" and path == os.environ.get("PATH") and sys.executable:
        return sys.executable  # the one this harness itself was started with, by the same search
    for folder in path.split(os.pathsep):
        candidate = os.path.join(folder or ".", name)
        if os.path.isfile(candidate) and os.access(candidate, os.X_OK):
            return candidate
    raise FileNotFoundError(errno.ENOENT, "no such interpreter on PATH", name)


def set_limits(limits):
    import resource

    names = {
        "cpu": resource.RLIMIT_CPU, "memory": resource.RLIMIT_AS,
        "processes": resource.RLIMIT_NPROC, "file": resource.RLIMIT_FSIZE,
    }
    for name, value in limits.items():
        if name in names and value is not None:
            hard = resource.getrlimit(names[name])[1]
            value = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
            last = value + 1 if name == "cpu" else value  # of CPU time, SIGXCPU comes first and then SIGKILL
            if hard != resource.RLIM_INFINITY:
                last = min(last, hard)
            resource.setrlimit(names[name], (value, last))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def start(tree, job, work_folder, body):
    """Forks the child and returns where to read its stdout, stderr and report. `body(report_fd)` runs in it."""
    pipes = [os.pipe() for _ in range(3)]
    for standard in (sys.stdout, sys.stderr):
        try:
            standard.flush()
        except (OSError, AttributeError, ValueError):
            pass
    tree.subreaper = prctl(PR_SET_CHILD_SUBREAPER, 1)
    own = os.getpid()
    tree.child = os.fork()
    if tree.child:
        for _, writer in pipes:
            os.close(writer)
        return [reader for reader, _ in pipes]
    report = pipes[2][1]
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != own:
            os._exit(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(pipes[0][1], 1)
        os.dup2(pipes[1][1], 2)
        for reader, writer in pipes:
            os.close(reader)
            if writer != report:
                os.close(writer)
        os.close(nothing)
        os.chdir(work_folder)
        if job.limits:
            set_limits(job.limits)
        body(report)
    except BaseException as error:
        send_report(report, {"kind": "not_started", "cause": "%s: %s" % (type(error).__name__, error)})
    finally:
        os._exit(127)


def script_body(job, environment, warnings):
    """What the child of a plain script does: become its interpreter."""
    arguments = job.arguments if job.by_hand else named_arguments(job.parameters, job.secrets, warnings)
    command, python3 = interpreter_of(job.path, environment)
    bootstrap = bootstrap_source() if python3 else None

    def body(report):
        for number in (signal.SIGPIPE, getattr(signal, "SIGXFSZ", signal.SIGPIPE)):
            signal.signal(number, signal.SIG_DFL)  # Python ignores them, and ignored signals stay so over an exec
        words = command + [job.path] + arguments
        if python3:
            words = command + ["-c", bootstrap, str(report), job.path] + arguments
            os.set_inheritable(report, True)  # the bootstrap takes that back
        os.execve(command[0], [os_bytes(word) for word in words], environment)

    return body


# The lines between the two marks are also the program text of a Python test's process (`python3 -c`). The functions
# keep to themselves: they import what they use and know no names but their own, because the author's code takes over
# __main__.
# [bootstrap]
def send_report(fd, report, same=None):
    """Writes the child's last word for the harness; not into a file that has taken the pipe's number meanwhile."""
    import json
    import os

    try:
        now = os.fstat(fd)
        if same is not None and (now.st_dev, now.st_ino) != (same.st_dev, same.st_ino):
            return
        data = json.dumps(report).encode("ascii")
        while data:
            data = data[os.write(fd, data):]
    except (OSError, ValueError):
        pass


def describe(error, own_files):
    """What the frame says of an uncaught exception; also strips the harness's own frames from its traceback."""
    import traceback

    def safe(function):
        try:
            text = function()
        except Exception as second:
            return "<%s while describing it>" % type(second).__name__
        return text if len(text) <= 65536 else text[:32768] + text[-32768:]  # to be redacted and then cut again

    trace = error.__traceback__
    while trace and (trace.tb_frame.f_code.co_filename in own_files
                     or trace.tb_frame.f_code.co_filename.startswith("<frozen importlib")):
        trace = trace.tb_next
    error.__traceback__ = trace
    return {
        "type": type(error).__name__[:200],
        "module": str(type(error).__module__)[:200],
        "message": safe(lambda: str(error)),
        "assertion": isinstance(error, AssertionError),
        "traceback": safe(lambda: "".join(traceback.format_exception(type(error), error, trace))),
    }


def bootstrap(send_report=send_report, describe=describe):
    """Runs the author's file as __main__ as the interpreter itself would, and reports an uncaught exception."""
    import os
    import sys

    report, path, process = int(sys.argv[1]), sys.argv[2], os.getpid()
    os.set_inheritable(report, False)
    pipe = os.fstat(report)
    del sys.argv[:2]
    if sys.path and sys.path[0] == "":
        sys.path[0] = os.path.dirname(path)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=stream.errors, line_buffering=True)
    names = sys.modules["__main__"].__dict__
    for name in [name for name in names if not name.startswith("__")]:
        del names[name]
    loader = sys.modules["_frozen_importlib_external"].SourceFileLoader("__main__", path)
    names.update(__file__=path, __cached__=None, __loader__=loader)
    phase = "load"
    try:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        phase = "run"
        exec(code, names)
    except SystemExit:
        raise
    except BaseException as error:
        description = describe(error, ("<string>",))
        if os.getpid() == process:  # not a fork of the test's own
            send_report(report, {"exception": description, "phase": phase}, pipe)
        sys.excepthook(type(error), error, error.__traceback__)
        sys.exit(130 if isinstance(error, KeyboardInterrupt) else 1)
# [end]


def bootstrap_source():
    with open(os.path.abspath(__file__), encoding="utf-8") as file:
        text = file.read()
    begin, end = text.index("\n# [bootstrap]\n"), text.index("\n# [end]\n")
    return text[begin:end] + "\nbootstrap()\n"


# ---------------------------------------------------------------------------------------------------------- classes

def class_body(job, environment, redactor, host):
    """What the child of a class does: load, construct, run, report."""

    def body(report):
        process = os.getpid()
        os.environb.clear()
        os.environb.update(environment)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors=stream.errors, line_buffering=True)
        answer = class_answer(job, redactor, host)
        if os.getpid() == process:  # not a fork that came out of run()
            send_report(report, answer)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, AttributeError, ValueError):
                pass
        os._exit(answer.get("exit_code", 0 if answer["kind"] == "returned" else 1) & 0xFF)

    return body


def class_answer(job, redactor, host):
    """Runs the author's class and says how that ended."""
    phase = "load"
    try:
        action = author_class(job)
        phase = "construct"
        instance = construct(action, job, host)
        phase = "run"
        output = instance.run(**class_parameters(job, instance))
        phase = "result"
        return result_answer(job, redactor, output)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
        return {"kind": "raised", "phase": phase, "exit_code": code, "exception": describe(error, (__file__,))}
    except BaseException as error:
        description = describe(error, (__file__,))
        try:
            sys.stderr.write(description["traceback"])
        except (OSError, AttributeError, ValueError):
            pass  # the author closed or replaced it
        return {"kind": "raised", "phase": phase, "exception": description}


def result_answer(job, redactor, output):
    """The report for what run() returned. A tuple of two is (flag, value), as in StackStorm."""
    flag, warnings = None, []
    if isinstance(output, tuple) and len(output) == 2:
        flag, output = output
        if not isinstance(flag, bool):
            return {"kind": "bad_result", "phase": "result",
                    "cause": "run() returned a pair whose first item is no boolean but %s" % type(flag).__name__}
    hits = redactor.hits
    try:
        value = to_json(output, hide=redactor.text, warnings=warnings)
    except NotJson as error:
        return {"kind": "bad_result", "phase": "result", "flag": flag,
                "cause": "run() returned what JSON cannot hold: %s" % error}
    if len(value) > job.caps["result"]:
        return {"kind": "result_too_large", "phase": "result", "flag": flag,
                "cause": "the result has %d bytes, the cap is %d" % (len(value), job.caps["result"])}
    if redactor.hits > hits and flag is not False:  # false has failed, whatever the value was
        return {"kind": "bad_result", "phase": "result", "flag": flag, "cause": HIDDEN_RESULT,
                "warnings": warnings, "hidden": redactor.hits}
    return {"kind": "returned", "flag": flag, "value": value, "warnings": warnings, "hidden": redactor.hits}


def author_class(job):
    """The first by name of the file's concrete Action classes, as StackStorm's loader chooses."""
    import importlib.util

    from st2common.runners.base_action import Action as Base

    sys.path.insert(0, own_directory())
    name = os.path.splitext(job.file)[0]
    spec = importlib.util.spec_from_file_location(name, job.path)
    if spec is None:
        raise ImportError("%s is no Python file" % job.file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickle look it up
    spec.loader.exec_module(module)
    own = [value for _, value in sorted(vars(module).items())
           if isinstance(value, type) and value.__module__ == module.__name__]
    classes = [value for value in own if callable(getattr(value, "run", None))]
    actions = [value for value in classes if issubclass(value, Base)] or classes
    concrete = [value for value in actions if not getattr(value, "__abstractmethods__", None)]
    if not (concrete or actions):
        raise ImportError("%s holds no Action class with run()" % job.file)
    return (concrete or actions)[0]


def construct(action, job, host):
    """An instance with config and action_service, as StackStorm makes it; datastore keys carry the author's class."""
    service, config = (host.action_service, host.config) if host is not None else (None, {})
    if host is None:
        import st2common.runners.base_action as base

        make = getattr(base, "make_action_service", None)
        service = make(job.pack, action.__name__) if make else None
    elif getattr(service, "_action_wrapper", None) is not None:
        service._action_wrapper._class_name = action.__name__
        service._datastore_service = None
    config = plain(job.config) if job.config is not None else dict(config or {})
    try:
        return action(config=config, action_service=service)
    except TypeError as error:
        if "unexpected keyword argument 'action_service'" not in str(error):
            raise
    instance = action(config=config)  # an old action: StackStorm assigns it afterwards
    instance.action_service = service
    return instance


def class_parameters(job, instance):
    """Keyword arguments for run(). By hand, None stands for what was left empty: then run()'s own default applies."""
    parameters = plain(job.parameters)
    if job.by_hand:
        import inspect

        known = inspect.signature(instance.run).parameters
        parameters = {name: value for name, value in parameters.items()
                      if value is not None or (name in known and known[name].default is inspect.Parameter.empty)}
    return parameters


# ------------------------------------------------------------------------------------------------------ supervision

@_internal
class Supervision:
    """Keeps the child's pipes empty until it ends, the deadline passes, or it is to stop."""

    def __init__(self, tree, signals, api, sinks):
        self._tree, self._signals, self._api = tree, signals, api
        self._sinks = sinks  # {fd: what takes its bytes}
        self._poller = select.poll()
        for fd in list(sinks) + [signals.fd]:
            self._poller.register(fd, select.POLLIN)
        self._cancelled = False
        self._watching = False

    def until_end(self, deadline):
        """Waits; None if the child ended by itself, else why it has to: timed_out, cancelled or terminated."""
        begin = time.monotonic()
        while not self._tree.child_has_ended():
            now = time.monotonic()
            if self._signals.received:
                return "terminated"
            if self._cancelled:
                return "cancelled"
            if deadline is not None and now - begin >= deadline:
                return "timed_out"
            if not self._watching and now - begin >= CANCEL_POLL_SECONDS:
                self._watch_for_cancel()
            longest = 0.5 if self._signals.ready else 0.02
            self.pump(longest if deadline is None else min(longest, begin + deadline - now))
        return None

    def until_silent(self, seconds):
        """Takes what an ended child left in the pipes, and what comes until their end or for so many seconds.

        What comes later is dropped: the test has ended, and what its leftovers print is no evidence.
        """
        self.drain()
        until = time.monotonic() + seconds
        while self._sinks and time.monotonic() < until:
            self.pump(until - time.monotonic())
        self._sinks = {fd: lambda data: None for fd in self._sinks}

    def drain(self):
        """Takes what the pipes hold at this moment."""
        for _ in range(256):
            if not self._sinks or not self.pump(0):
                return

    def pump(self, seconds):
        """Waits so long at most for output, and takes it. Whether any came."""
        came = False
        for fd, _ in self._poller.poll(max(0, int(seconds * 1000 + 0.999))):
            try:
                data = os.read(fd, 65536)
            except BlockingIOError:
                continue
            if fd == self._signals.fd:
                continue
            came = True
            if data:
                self._sinks[fd](data)
            else:
                self._poller.unregister(fd)
                del self._sinks[fd]
                os.close(fd)
        return came

    def close(self):
        for fd in self._sinks:
            os.close(fd)
        self._sinks = {}

    def _watch_for_cancel(self):
        self._watching = True
        if not (self._api.present and self._api.execution_id):
            return
        import threading

        def watch():
            while not self._cancelled:
                if self._api.cancelled():
                    self._cancelled = True
                    self._signals.wake()
                    return
                time.sleep(CANCEL_POLL_SECONDS)

        threading.Thread(target=watch, daemon=True, name="sst-cancel").start()


# ------------------------------------------------------------------------------------------------------------ frame

def encode_frame(nonce, body):
    """The frame's line for a body (a dict): `sum` is SHA-256 over nonce, newline and the body's text."""
    text = json.dumps(body, separators=(",", ":"))
    total = sha256((nonce + "\n" + text).encode("utf-8", "surrogatepass")).hexdigest()
    frame = json.dumps({"v": FRAME_VERSION, "nonce": nonce, "sum": total, "body": text}, separators=(",", ":"))
    return MARKER + binascii.b2a_base64(zlib.compress(frame.encode("ascii")), newline=False).decode("ascii")


def fitting_frame(nonce, body, streams, cap):
    """encode_frame, with less and less of the output (stderr first) and, if need be, without the value."""
    limits = {name: stream.kept for name, stream in streams.items()}
    while True:
        for name, stream in streams.items():
            body[name] = stream.document(limits[name])
        frame = encode_frame(nonce, body)
        if len(frame) <= cap:
            return frame
        for name, factor in (("stderr", 0.5), ("stdout", min(0.9, 0.95 * cap / len(frame)))):
            if limits.get(name, 0) > LEAST_STREAM_BYTES:
                if limits[name] == streams[name].kept:
                    body["warnings"].append("%s was cut further: the frame is limited to %d characters" % (name, cap))
                limits[name] = max(LEAST_STREAM_BYTES, int(limits[name] * factor))
                break
        else:
            if body.get("value") is None:
                return frame  # nothing left to leave out; the rest is small by construction
            body.update(kind="result_too_large", value=None,
                        cause="the result does not fit a frame of %d characters" % cap)


def write_out(fd, data, seconds):
    """Writes all of it unless the reader is gone or too slow. Whether it did."""
    poller = select.poll()
    poller.register(fd, select.POLLOUT)
    until = time.monotonic() + seconds
    try:
        while data:
            if not poller.poll(max(0, int((until - time.monotonic()) * 1000))):
                return False
            try:
                data = data[os.write(fd, data[:4096]):]
            except BlockingIOError:
                pass
        return True
    except OSError:
        return False


def write_frame(frame):
    return write_out(1, ("\n" + frame + "\n").encode("ascii"), FRAME_WRITE_SECONDS)


# --------------------------------------------------------------------------------------------------------- the run

def make_work_folder():
    """A fresh folder of the test's own. Raises OSError."""
    last = None
    for base in (os.environ.get("TMPDIR"), "/tmp", "/var/tmp"):
        if base and os.path.isdir(base):
            path = os.path.join(os.path.abspath(base), "sst-" + binascii.hexlify(os.urandom(8)).decode("ascii"))
            try:
                os.mkdir(path, 0o700)
                return path
            except OSError as error:
                last = error
    raise last or OSError("no folder for temporary files")


def remove_tree(folder, seconds):
    """Removes a folder with all it holds, without following links. Raises OSError."""
    until = time.monotonic() + seconds
    stack, seen = [folder], set()
    while stack:
        if time.monotonic() > until:
            raise OSError("it holds too much")
        current = stack[-1]
        if current in seen:
            os.rmdir(current)
            stack.pop()
            continue
        seen.add(current)
        try:
            entries = list(os.scandir(current))
        except PermissionError:
            os.chmod(current, 0o700)
            entries = list(os.scandir(current))
        if entries and not os.access(current, os.W_OK | os.X_OK):
            os.chmod(current, 0o700)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
            else:
                os.unlink(entry.path)


def error_body(cause):
    return {"kind": "harness_error", "cause": cause, "warnings": [],
            "python": python_version(), "harness": HARNESS_VERSION}


def python_version():
    return "%d.%d.%d" % sys.version_info[:3]


def remove_unpacked(place):
    """Removes what was unpacked for this run alone. Its frame is out: nobody but a reader of stderr can be told more."""
    if place != os.path.dirname(own_directory()):
        return
    try:
        remove_tree(place, REMOVE_SECONDS)
    except OSError as error:
        write_out(2, ("[sst] %s was not removed: %s\n" % (place, error)).encode("utf-8", "replace"), 1)


def execute(text, natural, arguments, host=None, unpacked=None):
    """One run, whatever happens ending in one frame. Returns (whether the frame was written, its body).

    `host` is StackStorm's own Action instance around a class: its config and action_service become the author's.
    `unpacked` is the folder above our own where both go with the run.
    """
    nonce = ""
    signals = Signals()  # until the frame is out and we are gone: who wants us to stop gets that all the same
    try:
        try:
            job = read_job(text, natural, arguments)
            nonce = job.nonce
            if host is not None:
                job.shape = "class"
            attempt = Attempt(job, signals, host)
            body = attempt.make()
            frame = fitting_frame(nonce, body, attempt.streams, int(job.caps["frame"]))
        except Exception as error:
            body = error_body(str(error) if isinstance(error, ValueError) else "%s: %s" % (type(error).__name__, error))
            frame = encode_frame(getattr(error, "nonce", nonce), body)
        return write_frame(frame), body
    finally:
        if unpacked:
            remove_unpacked(unpacked)
        signals.restore()


@_internal
class Attempt:
    """One run of one job: what it needs, and what becomes of it. `make` gives the frame's body without the streams."""

    def __init__(self, job, signals, host):
        self.job, self.signals, self.host = job, signals, host
        self.warnings = []
        self.api = Api(os.environ)
        if job.secret_key:
            self._fetch_secrets()
        tokens = [value for name, value in os.environ.items() if is_token_name(name)]
        patterns = secret_patterns([job.parameters.get(name) for name in job.secrets] + tokens, self.warnings)
        self.redactor = Redactor(patterns)  # for all that is no stream
        self.live = Live(float(job.caps["live_lines_per_second"]), int(job.caps["live_lines"]))
        self.streams = {
            "stdout": Stream(int(job.caps["stdout"]), Redactor(patterns), self.live, 1),
            "stderr": Stream(int(job.caps["stderr"]), Redactor(patterns), self.live, 2),
        }
        self.tree = Tree()
        self.report = bytearray()
        self.started, self.begin, self.ended = time.time(), time.monotonic(), None

    def make(self):
        work_folder = make_work_folder()
        try:
            body = self._supervise(work_folder)
        finally:
            try:
                remove_tree(work_folder, REMOVE_SECONDS)
            except OSError as error:
                self.warnings.append("the work folder was not removed: %s" % error)
        if self.live.left_out:
            Live.write(1, b"[sst] %d lines are not shown here" % self.live.left_out)
        hits = self.redactor.hits + sum(stream.redactor.hits for stream in self.streams.values())
        if hits:
            self.warnings.append("secret values were hidden %d times" % hits)
        return body

    def _fetch_secrets(self):
        try:
            secret = self.api.secret_parameters(str(self.job.secret_key))
        except Exception as error:
            raise ValueError("the secret parameters could not be fetched: %s" % error) from None
        self.job.parameters.update(secret)
        self.job.secrets = sorted(set(self.job.secrets) | set(secret))

    def _supervise(self, work_folder):
        """Starts the child, waits for its end or brings it about, sweeps."""
        environment = child_environment(self.job, work_folder, self.warnings)
        try:
            if self.job.shape == "class":
                child = class_body(self.job, environment, self.redactor, self.host)
            else:
                child = script_body(self.job, environment, self.warnings)
        except OSError as error:
            return self._body(None, {"kind": "not_started", "cause": str(error)})
        self.started, self.begin = time.time(), time.monotonic()
        out, err, report = start(self.tree, self.job, work_folder, child)
        sinks = {out: self.streams["stdout"].feed, err: self.streams["stderr"].feed, report: self._take_report}
        supervision = Supervision(self.tree, self.signals, self.api, sinks)
        reason = None
        try:
            reason = supervision.until_end(self.job.deadline)
            self.ended = time.monotonic()
            if reason is None:
                supervision.until_silent(OUTPUT_GRACE_SECONDS)
        finally:
            self.tree.end(self.job.grace if reason else LEFTOVER_GRACE_SECONDS, supervision.pump)
            supervision.drain()
            supervision.close()
        for stream in self.streams.values():
            stream.finish()
        return self._body(reason, self._last_word())

    def _take_report(self, data):
        if len(self.report) < int(self.job.caps["result"]) + 2 * 1024 * 1024:
            self.report += data

    def _last_word(self):
        """What the child reported, without secrets; empty if it did not get that far."""
        try:
            said = json.loads(self.report.decode("ascii")) if self.report else {}
        except ValueError:
            return {}  # it was ended while it wrote
        exception = said.get("exception") or {}
        texts = (said, "cause", 8192), (exception, "message", 8192), (exception, "traceback", 16384)
        for holder, name, limit in texts:
            if holder.get(name):
                holder[name] = shortened(self.redactor.text(holder[name]), limit)
        self.warnings += [self.redactor.text(warning) for warning in said.get("warnings") or []]
        self.redactor.hits += said.get("hidden") or 0
        return said

    def _body(self, reason, said):
        """The frame's body from why we ended the child (None: it ended by itself), its last word, its wait status."""
        tree, status = self.tree, self.tree.status
        died = status is not None and os.WIFSIGNALED(status)
        exit_code = os.WEXITSTATUS(status) if status is not None and os.WIFEXITED(status) else None
        kind, cause = reason or said.get("kind") or ("signaled" if died else "exited"), said.get("cause")
        if reason:  # whatever the child still said came too late
            said, cause = {}, None
            if reason == "terminated":
                cause = "the harness got %s" % signal.Signals(self.signals.received).name
        elif tree.lost and not said.get("kind"):
            kind, cause = "harness_error", "the status of the test's process was lost"
        elif kind == "exited" and exit_code == 0 and not said.get("exception") \
                and self.streams["stdout"].hid_the_result():
            kind, cause = "bad_result", HIDDEN_RESULT
        if tree.immortal:
            self.warnings.append("processes which we may not end: %s" % sorted(tree.immortal))
        if tree.child is not None and not tree.all_gone():
            self.warnings.append("not everything that the test started could be ended")
        return {
            "kind": kind,
            "cause": cause,
            "shape": self.job.shape,
            "exit_code": None if kind in ("not_started", "returned") else exit_code,
            "signal": os.WTERMSIG(status) if died else None,
            "flag": said.get("flag"),
            "value": said.get("value"),
            "exception": said.get("exception"),
            "phase": said.get("phase"),
            "warnings": self.warnings,  # the same list: what goes wrong from here on is told too
            "swept": len(tree.ended),
            "started": iso_time(self.started),
            "duration_ms": int(((self.ended or time.monotonic()) - self.begin) * 1000),
            "python": python_version(),
            "harness": HARNESS_VERSION,
        }


def iso_time(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + ".%03dZ" % (seconds % 1 * 1000)


def shortened(text, limit):
    return text if len(text) <= limit else text[:limit // 4] + "\n[...]\n" + text[-(limit - limit // 4):]


# --------------------------------------------------------------------------------------------------------- entries

def keep_standard_fds():
    """A closed stdin, stdout or stderr must not become the number of one of our pipes."""
    for fd in range(3):
        try:
            os.fstat(fd)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def natural_parameters(arguments):
    """`--name=value` and `--flag` as StackStorm's script runner writes them, for a run by hand."""
    found = {}
    for argument in arguments:
        if argument.startswith("--"):
            name, equals, value = argument[2:].partition("=")
            found[name] = value if equals else True
    return found


def exit_code_by_hand(body):
    if body["kind"] == "exited":
        return body["exit_code"]
    return 0 if body["kind"] == "returned" and body["flag"] is not False else 1


def main(arguments):
    """Entries 1 and 3. The exit code is 0 when the frame was written: the frame is what counts."""
    keep_standard_fds()
    if os.environ.get("SST_SHIM"):
        sys.path.insert(0, os.environ["SST_SHIM"])
    option = "--sst_parameters="
    texts = [argument[len(option):] for argument in arguments if argument.startswith(option)]
    unpacked = os.environ.pop("SST_UNPACKED", None)  # none of the test's business
    written, body = execute(texts[-1] if texts else None, natural_parameters(arguments), arguments, unpacked=unpacked)
    if not written:
        return 74
    return 0 if texts else exit_code_by_hand(body)


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))

try:
    from st2common.runners.base_action import Action
except ImportError:
    Action = None

if Action is not None:

    class SstHarness(Action):
        """Entry 2. What it returns says only that the harness worked: the verdict is read from the frame on stdout."""

        def run(self, sst_parameters=None, **natural):
            keep_standard_fds()
            written, body = execute(sst_parameters, natural, [], self)
            if sst_parameters is not None:
                return written, None
            return exit_code_by_hand(body) == 0, body.get("value")
