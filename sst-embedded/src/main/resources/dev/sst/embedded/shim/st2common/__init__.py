"""A stand-in for the part of StackStorm's own package that actions import. Not StackStorm's code."""
