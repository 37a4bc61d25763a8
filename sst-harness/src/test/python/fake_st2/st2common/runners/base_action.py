"""A stand-in for StackStorm's module of this name, as far as the harness touches it."""
import abc
import logging


class RecordingService:
    """action_service of the shim: remembers under which full key a value was kept."""

    def __init__(self, pack, class_name):
        self.prefix = "%s.%s:" % (pack, class_name)
        self.values = {}

    def set_value(self, name, value):
        self.values[self.prefix + name] = value

    def keys(self):
        return sorted(self.values)


def make_action_service(pack, class_name):
    return RecordingService(pack, class_name)


class Action(abc.ABC):
    def __init__(self, config=None, action_service=None):
        self.config = config or {}
        self.action_service = action_service
        self.logger = logging.getLogger(type(self).__name__)
        self.logger.addHandler(logging.StreamHandler())
        self.logger.setLevel(logging.DEBUG)

    @abc.abstractmethod
    def run(self, **kwargs):
        pass
