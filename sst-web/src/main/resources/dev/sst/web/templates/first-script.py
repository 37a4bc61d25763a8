#!/usr/bin/env python3
"""The smallest test: it prints one JSON object, and its status decides."""
import json
import os

parameters = json.loads(os.environ["SST_PARAMETERS"])
healthy = parameters["healthy"]

print(json.dumps({
    "status": "success" if healthy else "failed",
    "message": "All is well" if healthy else "The parameter healthy is false",
    "data": {"test_id": os.environ["SST_TEST_ID"], "attempt": int(os.environ["SST_ATTEMPT"])},
}))
