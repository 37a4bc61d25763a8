"""Unpacks files from the first argument into a folder named by their revision, and becomes the first of them."""
import base64, json, os, shutil, sys, tempfile, zlib

place = tempfile.mkdtemp(prefix="sst-")
try:
    packed = json.loads(zlib.decompress(base64.b64decode(sys.argv[1])))
    folder = os.path.join(place, packed["revision"])
    os.mkdir(folder, 0o700)
    for name, text in packed["files"].items():
        with open(os.path.join(folder, name), "x", encoding="utf-8", newline="") as file:
            file.write(text)
    first = os.path.join(folder, next(iter(packed["files"])))
    os.environ["SST_UNPACKED"] = place
    os.execv(sys.executable, [sys.executable, first] + ["--sst_parameters=" + text for text in sys.argv[2:] if text])
except BaseException:
    shutil.rmtree(place, ignore_errors=True)
    raise
