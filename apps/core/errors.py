"""Refusals that a reader sees: each message names what is wrong and what to do."""

INVALID, CONFLICT, FORBIDDEN = 422, 409, 403  # what such a page answers with


class Refused(Exception):
    """An action that may not be taken now. ``str()`` of it is fit to show."""


class NotAllowed(Refused):
    """This person may not do it."""


class Stale(Refused):
    """What was read has changed since. ``differences`` are sentences: what it said, what it says now."""

    def __init__(self, message: str, differences: list[str]) -> None:
        super().__init__(message)
        self.differences = differences
