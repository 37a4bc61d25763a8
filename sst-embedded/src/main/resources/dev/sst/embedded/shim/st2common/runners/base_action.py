"""The base class of Python actions, as far as an action can see it. Python 3.8, standard library only."""
import abc
import logging
import os
import sys

__all__ = ["Action"]


class PackConfig(dict):
    """A pack's configuration: a key that is not set is named, as StackStorm does, and is no bare KeyError."""

    def __init__(self, pack, values):
        super().__init__(values)
        self._pack = pack

    def __missing__(self, key):
        raise ValueError('Missing configuration key "%s" for pack "%s": metadata.config has %s'
                         % (key, self._pack, ", ".join(sorted(map(str, self))) or "no keys"))


class Action(abc.ABC):
    """What a test's class derives from.

    ``config`` is the pack's configuration, ``action_service`` the key-value service, ``logger`` writes to stderr.
    """

    description = None

    def __init__(self, config=None, action_service=None):
        self.config = PackConfig(os.environ.get("ST2_ACTION_PACK_NAME", ""), config or {})
        self.action_service = action_service
        self.logger = _logger(type(self).__name__)
        if action_service is not None:
            self.datastore = action_service.datastore_service

    @abc.abstractmethod
    def run(self, **kwargs):
        """Returns the result, or (succeeded, result)."""


def make_action_service(pack, class_name):
    """The action_service of a class; its keys carry ``pack.Class:`` unless told otherwise."""
    return ActionService(pack, class_name)


class ActionService:
    """What actions do with keys and with the user they run as."""

    def __init__(self, pack, class_name):
        from st2common.datastore import Datastore

        self.datastore_service = Datastore(os.environ["SST_KEYS"], "%s.%s:" % (pack, class_name))

    def get_user_info(self):
        return {
            "username": "sst",
            "rbac": {"enabled": False, "roles": [], "is_admin": True},
            "authentication": {"method": "embedded engine", "location": None, "token_expire": None},
        }

    def list_values(self, local=True, prefix=None):
        return self.datastore_service.list_values(local=local, prefix=prefix)

    def get_value(self, name, local=True, scope="system", decrypt=False):
        return self.datastore_service.get_value(name, local=local, scope=scope, decrypt=decrypt)

    def set_value(self, name, value, ttl=None, local=True, scope="system", encrypt=False):
        return self.datastore_service.set_value(name, value, ttl=ttl, local=local, scope=scope, encrypt=encrypt)

    def delete_value(self, name, local=True, scope="system"):
        return self.datastore_service.delete_value(name, local=local, scope=scope)


def _logger(class_name):
    logger = logging.getLogger("st2.actions.python.%s" % class_name)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(name)s: %(levelname)-8s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
    return logger
