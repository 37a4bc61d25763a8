"""Becomes the harness of one run: python3 launch.py <folder of the test's files> <folder for compiled Python>

The envelope comes on standard input, as one line, so that it stands in no process list and on no disk. A line without its
end means that whoever started us died while writing it: then nothing is run, and the first line of the output, which says
that it was, is missing, so that the next start knows. In a session of its own, no signal meant for the server reaches the
run. Python 3.8, standard library only.
"""
import io
import os
import signal
import sys

BEGUN = b"#sst-run\n"
NOT_RUN = 75


class Unseekable(io.FileIO):
    """Our output is a file, and becomes the harness's pipe in its child: a stream must not ask either where it stands."""

    def seekable(self):
        return False


def stream(fd, errors):
    raw = io.BufferedWriter(Unseekable(fd, "w", closefd=False))
    return io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=True)


def main(content, cache):
    try:
        os.setsid()
    except PermissionError:
        pass  # the leader of a session already
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        return NOT_RUN
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))  # the first process of a namespace ignores it otherwise
    os.write(1, BEGUN)
    sys.stdout, sys.stderr = stream(1, "strict"), stream(2, "backslashreplace")
    sys.pycache_prefix = cache
    sys.path[0] = content
    import sst_harness

    sys.argv = [sst_harness.__file__]
    return sst_harness.main(["--sst_parameters=" + line[:-1].decode("ascii")])


os._exit(main(*sys.argv[1:]))
