"""A sensor that StackStorm asks every few seconds. Watched until it dispatches what the test expects."""
import pathlib

from st2reactor.sensor.base import PollingSensor

# A trigger is named with its pack, which is the folder that this file is in.
PACK = pathlib.Path(__file__).absolute().parents[1].name


class CountingSensor(PollingSensor):
    def setup(self):
        self._polls = 0

    def poll(self):
        self._polls += 1
        self.sensor_service.dispatch(trigger=PACK + ".counted", payload={"polls": self._polls})

    def cleanup(self):
        pass

    def add_trigger(self, trigger):
        pass

    def update_trigger(self, trigger):
        pass

    def remove_trigger(self, trigger):
        pass
