"""Loads an action file the way StackStorm's python runner does and runs its class with the parameters from stdin."""
import importlib.util
import inspect
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


class DatastoreOfWrapper:
    """Like StackStorm's ActionService: the key prefix comes from the wrapper, looked up at the first use."""

    def __init__(self, wrapper):
        self._action_wrapper = wrapper
        self._datastore_service = None

    def prefix(self):
        if self._datastore_service is None:
            self._datastore_service = "%s.%s:" % (self._action_wrapper._pack, self._action_wrapper._class_name)
        return self._datastore_service


class Wrapper:
    _pack, _class_name, _log_level = "the_pack", None, "debug"


path = sys.argv[1]
spec = importlib.util.spec_from_file_location("sst_harness", path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
classes = [c for _, c in inspect.getmembers(module, lambda m: inspect.isclass(m) and m.__module__ == module.__name__)]
wrapper = Wrapper()
wrapper._class_name = classes[0].__name__
service = DatastoreOfWrapper(wrapper)
service.prefix()
stranger = subprocess.Popen(["sleep", "30"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
action = classes[0](config={"greeting": "from the pack"}, action_service=service)
output = action.run(**json.load(sys.stdin))
survived = stranger.poll() is None
stranger.kill()
stranger.wait()
print("RESULT " + json.dumps({
    "classes": [c.__name__ for c in classes], "output": output, "stranger_survived": survived,
}))
