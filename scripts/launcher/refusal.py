"""What ends the launcher with words for a person."""


class Refusal(Exception):
    """It cannot go on: what is wrong, and what to do about it. Exits with `code`, 2 when nothing could be told."""

    def __init__(self, what, remedy="", code=2):
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.code = code
