"""A class as StackStorm's own actions are written: parameters come as arguments, the result is returned."""
from st2common.runners.base_action import Action


class Divide(Action):
    def run(self, dividend, divisor):
        if divisor == 0:
            return False, {"status": "failed", "message": "nothing can be divided by 0"}
        self.logger.info("dividing %s by %s", dividend, divisor)
        return True, {"status": "success", "quotient": dividend / divisor}
