#!/usr/bin/env python3
"""Looks at a web address: the status it answers with, and how long that takes."""
import json
import os
import time
import urllib.error
import urllib.request

parameters = json.loads(os.environ["SST_PARAMETERS"])

started = time.monotonic()
try:
    with urllib.request.urlopen(parameters["url"], timeout=10) as answer:
        code = answer.status
        answer.read()
except urllib.error.HTTPError as error:
    code = error.code
except OSError as error:
    print(json.dumps({"status": "failed", "message": f"{parameters['url']} does not answer: {error}"}))
    raise SystemExit(0)
seconds = round(time.monotonic() - started, 3)

problems = []
if code != parameters["expected_status"]:
    problems.append(f"answered {code}, expected {parameters['expected_status']}")
if seconds > parameters["max_seconds"]:
    problems.append(f"took {seconds} s, at most {parameters['max_seconds']} s is good")

print(json.dumps({
    "status": "failed" if problems else "success",
    "message": "; ".join(problems) or f"answered {code} in {seconds} s",
    "data": {"status_code": code, "seconds": seconds},
}))
